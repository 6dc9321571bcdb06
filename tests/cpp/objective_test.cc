// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>

#include "cases/problem.h"

namespace canter_test {
namespace {

struct Evaluation {
  std::vector<double> statistics, gradient;
};

// `change` may take things out of the batch before the call
Evaluation Evaluate(const Setting& setting, const PolicyProblem& p,
                    const canter_objective& objective,
                    const std::function<void(canter_batch&)>& change = nullptr) {
  Workbench bench(setting);
  PlacedProblem placed = Place(bench, p);
  if (change) change(placed.batch);
  void* gradient = bench.Out("gradient", p.shape.parameters());
  double* statistics = bench.Doubles("statistics", CANTER_STAT_COUNT);
  Check(canter_policy_gradient(bench.context(), placed.policy, gradient, statistics, nullptr,
                               placed.theta, &placed.batch, &objective));
  double* evaluated = bench.Doubles("evaluated", CANTER_STAT_COUNT);
  Check(canter_policy_evaluate(bench.context(), placed.policy, evaluated, placed.theta,
                               &placed.batch, &objective));
  EXPECT_EQ(bench.Damage(), "");
  const auto outputs = bench.Outputs();
  // the line search's numbers are those that came with the gradient
  for (size_t i = 0; i < CANTER_STAT_COUNT; ++i) {
    const double a = outputs[1].values[i], b = outputs[2].values[i];
    EXPECT_TRUE(a == b || (std::isnan(a) && std::isnan(b))) << i << ": " << a << " and " << b;
  }
  return {outputs[1].values, outputs[0].values};
}

// a linear policy with one observation that is 1: the mean is theta[0] + theta[1], sigma is 1
PolicyProblem OneDimensional(const std::vector<double>& actions, const std::vector<double>& weights,
                             const std::vector<double>& ratios) {
  PolicyProblem p;
  p.shape = {{{1, 1}}, {CANTER_GAUSSIAN, {1}}};
  const auto rows = static_cast<int64_t>(actions.size());
  p.selection = {rows, rows, {}};
  p.theta = {0.5, 0.25, 0};
  p.observation.assign(actions.size(), 1);
  p.action = actions;
  p.weight = weights;
  for (size_t b = 0; b < actions.size(); ++b) {
    const double z = actions[b] - 0.75;
    const double log_probability = -0.5 * z * z - 0.91893853320467274;
    p.old_log_probability.push_back(log_probability - std::log(ratios[b]));
  }
  p.old_parameters.assign(actions.size(), 0.25);
  p.old_log_std = {0};
  return p;
}

constexpr canter_objective kSurrogate = {CANTER_SURROGATE, 0.2, 0, 0};
constexpr canter_objective kClipped = {CANTER_CLIPPED, 0.2, 0, 0};
constexpr canter_objective kLikelihood = {CANTER_LOG_LIKELIHOOD, 0.2, 0, 0};

double Near(const Setting& setting) { return setting.real == CANTER_F64 ? 1e-13 : 2e-6; }

TEST(Objective, StatisticsByHand) {
  const PolicyProblem p =
      OneDimensional({1.75, 0.75, -0.25, 0.75}, {1, 2, -1, -3}, {1.5, 0.5, 0.5, 1.125});
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const auto s = Evaluate(setting, p, kClipped).statistics;
    // min(1.5, 1.2) 1 + min(0.5, 0.8) 2 + min(-0.5, -0.8) - 1.125 3
    EXPECT_NEAR(s[CANTER_STAT_OBJECTIVE], (1.2 + 1 - 0.8 - 3.375) / 4, Near(setting));
    EXPECT_NEAR(s[CANTER_STAT_SURROGATE], (1.5 + 1 - 0.5 - 3.375) / 4, Near(setting));
    EXPECT_NEAR(s[CANTER_STAT_MEAN_KL], 0.125, Near(setting));
    EXPECT_NEAR(s[CANTER_STAT_MAX_KL], 0.125, Near(setting));
    EXPECT_NEAR(s[CANTER_STAT_ENTROPY], 0.5 + 0.91893853320467274, Near(setting));
    EXPECT_EQ(s[CANTER_STAT_CLIP_FRACTION], 0.75);
    EXPECT_NEAR(s[CANTER_STAT_MEAN_RATIO], 3.625 / 4, Near(setting));
    EXPECT_NEAR(s[CANTER_STAT_MAX_RATIO], 1.5, Near(setting));

    const auto surrogate = Evaluate(setting, p, kSurrogate).statistics;
    EXPECT_EQ(surrogate[CANTER_STAT_OBJECTIVE], surrogate[CANTER_STAT_SURROGATE]);
    EXPECT_EQ(surrogate[CANTER_STAT_CLIP_FRACTION], 0);
    const auto likelihood = Evaluate(setting, p, kLikelihood).statistics;
    // log p is -z^2 / 2 - log(2 pi) / 2 with z = 1, 0, -1, 0; the weights sum to -1
    EXPECT_NEAR(likelihood[CANTER_STAT_SURROGATE], (-0.5 + 0.5 + 0.91893853320467274) / 4,
                Near(setting));

    const canter_objective all = {CANTER_CLIPPED, 0.2, 0.5, 2};
    const auto combined = Evaluate(setting, p, all).statistics;
    EXPECT_NEAR(combined[CANTER_STAT_OBJECTIVE],
                s[CANTER_STAT_OBJECTIVE] + 0.5 * s[CANTER_STAT_ENTROPY] - 2 * 0.125, Near(setting));
  }
}

// where the clipped branch is the smaller one nothing pulls; elsewhere all of the weight does
TEST(Objective, ClippedGradientByHand) {
  const double ratios[] = {1.5, 0.5, 1.5, 0.5, 1.1};
  const double weights[] = {1, -1, -1, 1, 1};
  const bool flat[] = {true, true, false, false, false};
  for (const Setting& setting : AllSettings()) {
    for (size_t i = 0; i < 5; ++i) {
      const PolicyProblem p = OneDimensional({1.75}, {weights[i]}, {ratios[i]});
      const auto gradient = Evaluate(setting, p, kClipped).gradient;
      // r w d log p: z = 1, so 1 for the mean and z^2 - 1 = 0 for the log standard deviation
      const double want = flat[i] ? 0 : ratios[i] * weights[i];
      EXPECT_NEAR(gradient[0], want, flat[i] ? 0 : Near(setting)) << Name(setting) << i;
      EXPECT_NEAR(gradient[1], want, flat[i] ? 0 : Near(setting)) << Name(setting) << i;
      EXPECT_NEAR(gradient[2], 0, flat[i] ? 0 : Near(setting)) << Name(setting) << i;
    }
  }
}

TEST(Objective, SaysWhatItCannotKnow) {
  Generator generator(3);
  const PolicyShape shape = PolicyShapes()[3];
  const PolicyProblem p =
      MakeProblem(shape, MakeSelection(Subset::kShuffled, 50, generator), generator);
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    const auto full = Evaluate(setting, p, kLikelihood);
    const auto bare = Evaluate(setting, p, kLikelihood, [](canter_batch& batch) {
      batch.old_log_probability = nullptr;
      batch.old_parameters = nullptr;
      batch.old_log_std = nullptr;
    });
    EXPECT_EQ(full.gradient, bare.gradient);
    EXPECT_EQ(full.statistics[CANTER_STAT_OBJECTIVE], bare.statistics[CANTER_STAT_OBJECTIVE]);
    EXPECT_EQ(full.statistics[CANTER_STAT_ENTROPY], bare.statistics[CANTER_STAT_ENTROPY]);
    for (int unknown :
         {CANTER_STAT_MEAN_KL, CANTER_STAT_MAX_KL, CANTER_STAT_MEAN_RATIO, CANTER_STAT_MAX_RATIO}) {
      EXPECT_TRUE(std::isnan(bare.statistics[static_cast<size_t>(unknown)])) << unknown;
      EXPECT_FALSE(std::isnan(full.statistics[static_cast<size_t>(unknown)])) << unknown;
    }
    const auto without_kl = Evaluate(setting, p, kSurrogate, [](canter_batch& batch) {
      batch.old_parameters = nullptr;
      batch.old_log_std = nullptr;
    });
    EXPECT_TRUE(std::isnan(without_kl.statistics[CANTER_STAT_MEAN_KL]));
    EXPECT_FALSE(std::isnan(without_kl.statistics[CANTER_STAT_OBJECTIVE]));
  }
}

TEST(Objective, DivergenceIsPositiveAndItsMaximumAboveItsMean) {
  for (const Setting& setting : AllSettings()) {
    for (const PolicyShape& shape : PolicyShapes()) {
      Generator generator(shape.Name());
      const Selection selection = MakeSelection(Subset::kAll, 60, generator);
      for (double distance : {1e-3, 0.05, 0.5}) {
        const PolicyProblem p = MakeProblem(shape, selection, generator, distance);
        const auto s = Evaluate(setting, p, kSurrogate).statistics;
        EXPECT_GT(s[CANTER_STAT_MEAN_KL], 0) << Name(setting) << shape.Name() << distance;
        EXPECT_GE(s[CANTER_STAT_MAX_KL], s[CANTER_STAT_MEAN_KL]) << Name(setting) << shape.Name();
        EXPECT_GE(s[CANTER_STAT_MAX_RATIO], s[CANTER_STAT_MEAN_RATIO]) << shape.Name();
      }
    }
  }
}

// with r = 1 the surrogate pulls like the weighted likelihood
TEST(Objective, SurrogateGradientAtTheOldPolicyIsThePolicyGradient) {
  for (const PolicyShape& shape : PolicyShapes()) {
    Generator generator(shape.Name());
    const Selection selection = MakeSelection(Subset::kRepeated, 40, generator);
    const PolicyProblem p = MakeProblem(shape, selection, generator, 0);
    const auto likelihood = Evaluate(kOracle, p, kLikelihood).gradient;
    for (const canter_objective& objective : {kSurrogate, kClipped}) {
      const Comparison comparison = {shape.Name(), Evaluate(kOracle, p, objective).gradient,
                                     likelihood};
      EXPECT_TRUE(Agrees(comparison)) << Describe(comparison);
    }
  }
}

// the mean of the rows that an index picks is the mean of those rows copied together
TEST(Objective, IndexPicksRows) {
  for (const Setting& setting : AllSettings()) {
    Generator generator(8);
    const PolicyShape shape = PolicyShapes()[3];
    PolicyProblem p =
        MakeProblem(shape, MakeSelection(Subset::kRepeated, 70, generator), generator);
    PolicyProblem gathered = p;
    gathered.selection = {70, 70, {}};
    auto gather = [&](std::vector<double>& to, const std::vector<double>& from, int64_t width) {
      to.clear();
      for (int32_t row : p.selection.index) {
        to.insert(to.end(), from.begin() + row * width, from.begin() + (row + 1) * width);
      }
    };
    gather(gathered.observation, p.observation, shape.network.inputs());
    gather(gathered.action, p.action, shape.distribution.actions());
    gather(gathered.weight, p.weight, 1);
    gather(gathered.old_log_probability, p.old_log_probability, 1);
    gather(gathered.old_parameters, p.old_parameters, shape.distribution.width());
    const canter_objective objective = {CANTER_CLIPPED, 0.2, 0.01, 0.5};
    const auto picked = Evaluate(setting, p, objective);
    const auto copied = Evaluate(setting, gathered, objective);
    EXPECT_EQ(picked.statistics, copied.statistics) << Name(setting);
    EXPECT_EQ(picked.gradient, copied.gradient) << Name(setting);
  }
}

// the tape that a gradient leaves is the tape that record makes
TEST(Objective, GradientLeavesARecording) {
  for (const Setting& setting : AllSettings()) {
    SCOPED_TRACE(Name(setting));
    Generator generator(9);
    const PolicyShape shape = PolicyShapes()[2];
    const PolicyProblem p =
        MakeProblem(shape, MakeSelection(Subset::kSubsample, 130, generator), generator);
    Workbench bench(setting);
    const PlacedProblem placed = Place(bench, p);
    canter_tape* kept = bench.Keep(MakeTape(bench.context(), placed.network, 150));
    const canter_tape* recorded = Record(bench, placed);
    void* gradient = bench.Out("gradient", shape.parameters());
    double* statistics = bench.Doubles("statistics", CANTER_STAT_COUNT);
    Check(canter_policy_gradient(bench.context(), placed.policy, gradient, statistics, kept,
                                 placed.theta, &placed.batch, &kSurrogate));
    EXPECT_EQ(canter_tape_rows(kept), 130);
    const void* v = bench.Input(generator.Normals(shape.parameters()));
    std::vector<std::vector<double>> products;
    for (const canter_tape* tape : {const_cast<const canter_tape*>(kept), recorded}) {
      void* analytic = bench.Out("analytic", shape.parameters());
      void* empirical = bench.Out("empirical", shape.parameters());
      Check(canter_fisher_product(bench.context(), placed.policy, analytic, tape, placed.theta, v,
                                  0.1));
      Check(canter_fisher_product_empirical(bench.context(), placed.policy, empirical, tape,
                                            placed.theta, placed.batch.action, v, 0.1));
    }
    const auto outputs = bench.Outputs();
    EXPECT_EQ(outputs[2].values, outputs[4].values);
    EXPECT_EQ(outputs[3].values, outputs[5].values);
  }
}

}  // namespace
}  // namespace canter_test
