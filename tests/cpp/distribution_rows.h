// SPDX-License-Identifier: Apache-2.0
//
// Rows of a distribution and what may be asked of them, for the tests of distributions.
#ifndef CANTER_TESTS_DISTRIBUTION_ROWS_H_
#define CANTER_TESTS_DISTRIBUTION_ROWS_H_

#include <gtest/gtest.h>

#include "cases/shapes.h"

namespace canter_test {

// parameters of rows and what may be asked of them, in one setting
class Rows {
 public:
  Rows(const Setting& setting, const DistributionShape& shape, std::vector<double> parameters,
       std::vector<double> log_std)
      : setting_(setting),
        shape_(shape),
        parameters_(std::move(parameters)),
        log_std_(std::move(log_std)) {}

  int64_t rows() const { return static_cast<int64_t>(parameters_.size()) / shape_.width(); }

  struct Sampled {
    std::vector<double> action, log_probability;
  };
  Sampled Sample(const std::vector<uint32_t>& key, uint64_t seed = 1, uint32_t stream = 0) const {
    Workbench bench(setting_);
    void* action = bench.Out("action", rows() * shape_.actions());
    void* log_probability = bench.Out("log_probability", rows());
    Check(canter_distribution_sample(
        bench.context(), bench.Keep(shape_.Make()), action, log_probability,
        bench.Input(parameters_), bench.Input(log_std_), seed, stream, bench.Fixed(key), rows()));
    EXPECT_EQ(bench.Damage(), "");
    return {bench.Outputs()[0].values, bench.Outputs()[1].values};
  }

  std::vector<double> LogProbability(const std::vector<double>& action) const {
    Workbench bench(setting_);
    void* out = bench.Out("log_probability", rows());
    Check(canter_distribution_log_probability(bench.context(), bench.Keep(shape_.Make()), out,
                                              bench.Input(parameters_), bench.Input(log_std_),
                                              bench.Input(action), rows()));
    return bench.Outputs()[0].values;
  }

  std::vector<double> Entropy() const {
    Workbench bench(setting_);
    void* out = bench.Out("entropy", rows());
    Check(canter_distribution_entropy(bench.context(), bench.Keep(shape_.Make()), out,
                                      bench.Input(parameters_), bench.Input(log_std_), rows()));
    return bench.Outputs()[0].values;
  }

  std::vector<double> Mode() const {
    Workbench bench(setting_);
    void* out = bench.Out("mode", rows() * shape_.actions());
    Check(canter_distribution_mode(bench.context(), bench.Keep(shape_.Make()), out,
                                   bench.Input(parameters_), rows()));
    return bench.Outputs()[0].values;
  }

  // KL(this || other)
  std::vector<double> Kl(const Rows& other) const {
    Workbench bench(setting_);
    void* out = bench.Out("kl", rows());
    Check(canter_distribution_kl(bench.context(), bench.Keep(shape_.Make()), out,
                                 bench.Input(parameters_), bench.Input(log_std_),
                                 bench.Input(other.parameters_), bench.Input(other.log_std_),
                                 rows()));
    return bench.Outputs()[0].values;
  }

 private:
  Setting setting_;
  DistributionShape shape_;
  std::vector<double> parameters_, log_std_;
};

// row b: environment 5, episode 6, step first + b
inline std::vector<uint32_t> Keys(int64_t rows, uint32_t first = 0) {
  std::vector<uint32_t> key;
  for (int64_t b = 0; b < rows; ++b) {
    for (uint32_t word : {5u, 6u, first + static_cast<uint32_t>(b)}) key.push_back(word);
  }
  return key;
}

inline std::vector<double> Repeat(const std::vector<double>& row, int64_t rows) {
  std::vector<double> all;
  for (int64_t b = 0; b < rows; ++b) all.insert(all.end(), row.begin(), row.end());
  return all;
}

}  // namespace canter_test

#endif  // CANTER_TESTS_DISTRIBUTION_ROWS_H_
