// SPDX-License-Identifier: Apache-2.0
//
// Products of categorical factors of one row, a row to a thread; the arithmetic of
// cpu/categorical_lanes.h. Exponentials are computed again where they are needed: an array of a
// thread's own that is indexed by a variable would lie in memory.
#ifndef CANTER_CUDA_CATEGORICAL_H_
#define CANTER_CUDA_CATEGORICAL_H_

#include "cuda/gaussian.h"

namespace canter::cuda::categorical {

// One factor of a row: its largest logit, and the sum of e^(logit - largest).
class Factor {
 public:
  CANTER_DEVICE Factor(const Row& logits, int32_t begin, int32_t size)
      : logits_(logits), begin_(begin), largest_(logits[begin]), sum_(0.0f) {
    for (int32_t k = 1; k < size; ++k) largest_ = at_least(logit(k), largest_);
    for (int32_t k = 0; k < size; ++k) sum_ += exp(k);
    inverse_ = 1.0f / sum_;
    log_sum_ = log_normal_of(sum_);
  }
  CANTER_DEVICE float logit(int32_t k) const { return logits_[begin_ + k]; }
  CANTER_DEVICE float exp(int32_t k) const { return exp_of(logit(k) - largest_); }
  CANTER_DEVICE float sum() const { return sum_; }
  CANTER_DEVICE float probability(int32_t k) const { return exp(k) * inverse_; }
  CANTER_DEVICE float log_probability(int32_t k) const { return (logit(k) - largest_) - log_sum_; }
  // log(p of `to` / p of this)
  CANTER_DEVICE float log_ratio(const Factor& to, int32_t k) const {
    const float shift = to.largest_ - largest_;
    return ((to.logit(k) - logit(k)) - shift) - (to.log_sum_ - log_sum_);
  }

 private:
  const Row& logits_;
  int32_t begin_;
  float largest_, sum_, inverse_, log_sum_;
};

// calls body(factor number, where its logits begin, its choices)
template <typename Body>
CANTER_DEVICE void for_each_factor(const Family& family, const Body& body) {
  int32_t begin = 0;
  for (int32_t j = 0; j < family.actions; ++j) {
    body(j, begin, family.factors.size[j]);
    begin += family.factors.size[j];
  }
}

// a number that is no choice must not pass unnoticed
CANTER_DEVICE bool is_known(float choice, int32_t size) {
  return choice >= 0.0f && choice < static_cast<float>(size) &&
         static_cast<float>(static_cast<int32_t>(choice)) == choice;
}

CANTER_DEVICE float log_probability(const Family& family, const Row& parameters,
                                    const Row& action) {
  float total = 0.0f;
  for_each_factor(family, [&](int32_t j, int32_t begin, int32_t size) {
    const Factor factor(parameters, begin, size);
    const float taken = action[j];
    total += is_known(taken, size) ? factor.log_probability(static_cast<int32_t>(taken))
                                   : not_a_number();
  });
  return total;
}

CANTER_DEVICE float sample(const Family& family, const Row& parameters, const Place& place,
                           const RowOut& action) {
  float total = 0.0f;
  for_each_factor(family, [&](int32_t j, int32_t begin, int32_t size) {
    const Factor factor(parameters, begin, size);
    const float bound = uniform_at(place, j) * factor.sum();
    // the first choice whose cumulative probability is beyond u; the last if there is none
    float cumulative = 0.0f;
    int32_t choice = 0;
    for (; choice + 1 < size; ++choice) {
      cumulative += factor.exp(choice);
      if (cumulative > bound) break;
    }
    action[j] = static_cast<float>(choice);
    total += factor.log_probability(choice);
  });
  return total;
}

// the first of the largest logits
CANTER_DEVICE void mode(const Family& family, const Row& parameters, const RowOut& action) {
  for_each_factor(family, [&](int32_t j, int32_t begin, int32_t size) {
    float largest = parameters[begin];
    int32_t choice = 0;
    for (int32_t k = 1; k < size; ++k) {
      const float x = parameters[begin + k];
      choice = x > largest ? k : choice;
      largest = at_least(x, largest);
    }
    action[j] = static_cast<float>(choice);
  });
}

template <bool kAdd>
CANTER_DEVICE void log_probability_gradient(const Family& family, const Row& parameters,
                                            const Row& action, float weight,
                                            const RowOut& d_parameters) {
  for_each_factor(family, [&](int32_t j, int32_t begin, int32_t size) {
    const Factor factor(parameters, begin, size);
    const float taken = action[j];
    const float zero = is_known(taken, size) ? 0.0f : not_a_number();
    for (int32_t k = 0; k < size; ++k) {
      const float indicator = taken == static_cast<float>(k) ? 1.0f : zero;
      put<kAdd>(d_parameters, begin + k, weight, indicator - factor.probability(k));
    }
  });
}

// p log p, which is 0 where p is, though its logarithm may be infinite
CANTER_DEVICE float p_log_p(const Factor& factor, int32_t k) {
  const float p = factor.probability(k);
  return p == 0.0f ? p : p * factor.log_probability(k);
}

CANTER_DEVICE float factor_entropy(const Factor& factor, int32_t size) {
  float sum = 0.0f;
  for (int32_t k = 0; k < size; ++k) sum -= p_log_p(factor, k);
  return sum;
}

CANTER_DEVICE float entropy(const Family& family, const Row& parameters) {
  float total = 0.0f;
  for_each_factor(family, [&](int32_t, int32_t begin, int32_t size) {
    total += factor_entropy(Factor(parameters, begin, size), size);
  });
  return total;
}

template <bool kAdd>
CANTER_DEVICE void entropy_gradient(const Family& family, const Row& parameters, float weight,
                                    const RowOut& d_parameters) {
  for_each_factor(family, [&](int32_t, int32_t begin, int32_t size) {
    const Factor factor(parameters, begin, size);
    const float entropy = factor_entropy(factor, size);
    for (int32_t k = 0; k < size; ++k) {
      const float rise = fmaf(factor.probability(k), entropy, p_log_p(factor, k));
      put<kAdd>(d_parameters, begin + k, weight, -rise);
    }
  });
}

// what one choice adds to KL(p || q), as q - p - p t with t = log(q / p); never negative
CANTER_DEVICE float divergence(float p, float q, float t) {
  const float far = fmaf(-p, t, q - p);
  const float near = p * (t * t) * exp_quotient(t);
  const float y = at_least(magnitude(t) < 0.34f ? near : far, 0.0f);
  return p == 0.0f ? q : y;
}

CANTER_DEVICE float kl(const Family& family, const Row& old_parameters, const Row& parameters) {
  float total = 0.0f;
  for_each_factor(family, [&](int32_t, int32_t begin, int32_t size) {
    const Factor from(old_parameters, begin, size), to(parameters, begin, size);
    for (int32_t k = 0; k < size; ++k) {
      total += divergence(from.probability(k), to.probability(k), from.log_ratio(to, k));
    }
  });
  return total;
}

template <bool kAdd>
CANTER_DEVICE void kl_gradient(const Family& family, const Row& old_parameters,
                               const Row& parameters, float weight, const RowOut& d_parameters) {
  for_each_factor(family, [&](int32_t, int32_t begin, int32_t size) {
    const Factor from(old_parameters, begin, size), to(parameters, begin, size);
    for (int32_t k = 0; k < size; ++k) {
      put<kAdd>(d_parameters, begin + k, weight, to.probability(k) - from.probability(k));
    }
  });
}

// (diag p - p p') v; out may be v
CANTER_DEVICE void fisher(const Family& family, const Row& parameters, const Row& v,
                          const RowOut& out) {
  for_each_factor(family, [&](int32_t, int32_t begin, int32_t size) {
    const Factor factor(parameters, begin, size);
    float mean = 0.0f;
    for (int32_t k = 0; k < size; ++k) mean = fmaf(factor.probability(k), v[begin + k], mean);
    for (int32_t k = 0; k < size; ++k) {
      out[begin + k] = factor.probability(k) * (v[begin + k] - mean);
    }
  });
}

}  // namespace canter::cuda::categorical

#endif  // CANTER_CUDA_CATEGORICAL_H_
