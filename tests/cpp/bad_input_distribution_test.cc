// SPDX-License-Identifier: Apache-2.0
//
// What the row calls of distributions refuse.
#include "refusals.h"

namespace canter_test {
namespace {

const Setting kSettings[] = {{CANTER_F32}, kOracle};

// four rows of three Gaussian dimensions: everything that the calls read
struct Gaussian {
  explicit Gaussian(Workbench& bench)
      : context(bench.context()),
        distribution(bench.Keep(MakeGaussian(3))),
        parameters(bench.Input(std::vector<double>(12, 0.5))),
        log_std(bench.Input({0.1, 0.2, 0.3})),
        action(bench.Input(std::vector<double>(12, 1))),
        other(bench.Input(std::vector<double>(12, 0.25))),
        other_log_std(bench.Input({0.3, 0.2, 0.1})),
        v(bench.Input(std::vector<double>(12, 2))),
        v_log_std(bench.Input(std::vector<double>(12, 3))) {}

  const canter_context* context;
  const canter_distribution* distribution;
  const void *parameters, *log_std, *action, *other, *other_log_std, *v, *v_log_std;
};

template <class... A>
void CheckRowCall(GoodCall<A...> good) {
  good.RefusesNulls();
  good.RefusesSizes({sizeof...(A) - 1});
  good.RefusesAliases();
  good.Accepts();
}

TEST(BadInput, DistributionSample) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    GoodCall good(bench, "canter_distribution_sample", canter_distribution_sample, in.context,
                  in.distribution, bench.Out("action", 12), bench.Out("log_probability", 4),
                  in.parameters, in.log_std, uint64_t{1}, 0u,
                  bench.Fixed(std::vector<uint32_t>(12)), int64_t{4});
    good.RefusesNulls({3});
    good.RefusesSizes({9});
    good.RefusesAliases();
    good.Refuses<7>(65536, {CANTER_BAD_VALUE}, " stream");
    good.Accepts();
  }
}

TEST(BadInput, DistributionRowCalls) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_mode", canter_distribution_mode, in.context,
                          in.distribution, bench.Out("mode", 12), in.parameters, int64_t{4}));
  }
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_log_probability",
                          canter_distribution_log_probability, in.context, in.distribution,
                          bench.Out("log_probability", 4), in.parameters, in.log_std, in.action,
                          int64_t{4}));
  }
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_log_probability_gradient",
                          canter_distribution_log_probability_gradient, in.context, in.distribution,
                          bench.Out("d_parameters", 12), bench.Out("d_log_std", 12), in.parameters,
                          in.log_std, in.action, int64_t{4}));
  }
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    // the means say nothing about the entropy, and yet the pointer must be good
    CheckRowCall(GoodCall(bench, "canter_distribution_entropy", canter_distribution_entropy,
                          in.context, in.distribution, bench.Out("entropy", 4), in.parameters,
                          in.log_std, int64_t{4}));
  }
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_entropy_gradient",
                          canter_distribution_entropy_gradient, in.context, in.distribution,
                          bench.Out("d_parameters", 12), bench.Out("d_log_std", 12), in.parameters,
                          in.log_std, int64_t{4}));
  }
}

TEST(BadInput, DistributionPairs) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_kl", canter_distribution_kl, in.context,
                          in.distribution, bench.Out("kl", 4), in.other, in.other_log_std,
                          in.parameters, in.log_std, int64_t{4}));
  }
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_kl_gradient", canter_distribution_kl_gradient,
                          in.context, in.distribution, bench.Out("d_parameters", 12),
                          bench.Out("d_log_std", 12), in.other, in.other_log_std, in.parameters,
                          in.log_std, int64_t{4}));
  }
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const Gaussian in(bench);
    CheckRowCall(GoodCall(bench, "canter_distribution_fisher", canter_distribution_fisher,
                          in.context, in.distribution, bench.Out("out", 12),
                          bench.Out("out_log_std", 12), in.parameters, in.log_std, in.v,
                          in.v_log_std, int64_t{4}));
  }
}

TEST(BadInput, CategoricalNeedsNoDeviations) {
  for (const Setting& setting : kSettings) {
    Workbench bench(setting);
    const canter_distribution* distribution = bench.Keep(MakeCategorical({3, 2}));
    const void* logits = bench.Input(std::vector<double>(20, 0.5));
    Check(canter_distribution_entropy(bench.context(), distribution, bench.Out("entropy", 4),
                                      logits, nullptr, 4));
    Check(canter_distribution_kl_gradient(bench.context(), distribution, bench.Out("d", 20),
                                          nullptr, logits, nullptr, logits, nullptr, 4));
  }
}

TEST(BadInput, CategoricalActionOutOfRange) {
  for (const Setting& setting : kSettings) {
    for (double bad : {-1.0, 3.0, 1.5, 1e30, kNaN, kInfinity}) {
      for (int64_t row : {0, 3}) {
        Workbench bench(setting);
        const canter_distribution* distribution = bench.Keep(MakeCategorical({3, 2}));
        const void* logits = bench.Input(std::vector<double>(20, 0.5));
        const void* action = bench.Input(std::vector<double>(8, 1));
        const Statuses wanted = {CANTER_BAD_VALUE, CANTER_NON_FINITE};
        GoodCall value(bench, "canter_distribution_log_probability",
                       canter_distribution_log_probability, bench.context(), distribution,
                       bench.Out("log_probability", 4), logits, nullptr, action, int64_t{4});
        value.RefusesElement<5>(2 * row, bad, wanted);
        GoodCall gradient(bench, "canter_distribution_log_probability_gradient",
                          canter_distribution_log_probability_gradient, bench.context(),
                          distribution, bench.Out("d_parameters", 20), nullptr, logits, nullptr,
                          action, int64_t{4});
        gradient.RefusesElement<6>(2 * row, bad, wanted);
        value.Accepts();
      }
    }
  }
}

}  // namespace
}  // namespace canter_test
