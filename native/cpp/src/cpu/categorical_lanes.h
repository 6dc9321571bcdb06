// SPDX-License-Identifier: Apache-2.0
//
// Products of categorical factors of a group of rows, a row in each lane.
#ifndef CANTER_CPU_CATEGORICAL_LANES_H_
#define CANTER_CPU_CATEGORICAL_LANES_H_

#include "core/layout.h"
#include "cpu/random_lanes.h"
#include "cpu/views.h"

namespace canter::CANTER_ISA::categorical {

// up to this many choices of a factor are kept; those beyond are computed again where needed
constexpr int32_t kKept = 32;

// One factor of a group: e^(logit - largest), and their sum.
template <typename P>
class Factor {
 public:
  Factor(const P& logits, int64_t begin, int32_t size)
      : logits_(logits), begin_(begin), largest_(logits.load(begin)), sum_{} {
    logit_[0] = largest_;
    for (int32_t k = 1; k < size; ++k) {
      const F x = logits.load(begin + k);
      largest_ = at_least(x, largest_);
      if (k < kKept) logit_[k] = x;
    }
    for (int32_t k = 0; k < size; ++k) {
      const F e = exp_lanes(logit(k) - largest_);
      sum_ += e;
      if (k < kKept) exp_[k] = e;
    }
    inverse_ = 1.0f / sum_;
    log_sum_ = log_normal_lanes(sum_);
  }
  F logit(int32_t k) const { return k < kKept ? logit_[k] : logits_.load(begin_ + k); }
  F exp(int32_t k) const { return k < kKept ? exp_[k] : exp_lanes(logit(k) - largest_); }
  F sum() const { return sum_; }
  F probability(int32_t k) const { return exp(k) * inverse_; }
  F log_probability(int32_t k) const { return (logit(k) - largest_) - log_sum_; }
  // log(p of `to` / p of this). Differences of logits are as good as exact; those of the sums are
  // not, but all choices share them
  F log_ratio(const Factor& to, int32_t k) const {
    const F shift = to.largest_ - largest_;
    return ((to.logit(k) - logit(k)) - shift) - (to.log_sum_ - log_sum_);
  }

 private:
  const P& logits_;
  int64_t begin_;
  F largest_;
  F sum_;
  F inverse_;
  F log_sum_;
  F logit_[kKept];
  F exp_[kKept];
};

// calls body(factor, where its logits begin, its choices)
template <typename Body>
CANTER_INLINE void for_each_factor(const Distribution& distribution, const Body& body) {
  int64_t begin = 0;
  for (int32_t j = 0; j < distribution.actions; ++j) {
    body(j, begin, distribution.sizes[j]);
    begin += distribution.sizes[j];
  }
}

// the lanes in which x is choice k
CANTER_INLINE I is_choice(F x, int32_t k) { return x == static_cast<float>(k); }

template <typename P, typename A>
CANTER_INLINE F log_probability(const Distribution& distribution, const P& parameters,
                                const A& action) {
  F total = {};
  for_each_factor(distribution, [&](int32_t j, int64_t begin, int32_t size) {
    const Factor<P> factor(parameters, begin, size);
    const F taken = action.load(j);
    // a number that is no choice must not pass unnoticed
    F log_p = broadcast(__builtin_nanf(""));
    for (int32_t k = 0; k < size; ++k) {
      log_p = is_choice(taken, k) ? factor.log_probability(k) : log_p;
    }
    total += log_p;
  });
  return total;
}

template <typename P, typename A>
CANTER_INLINE F sample(const Distribution& distribution, const P& parameters, const Places& places,
                       const A& action) {
  F total = {};
  Words words = {};
  for_each_factor(distribution, [&](int32_t j, int64_t begin, int32_t size) {
    if (j % 4 == 0) words = random_words(places, U{} + static_cast<uint32_t>(j / 4));
    const Factor<P> factor(parameters, begin, size);
    const F bound = uniform_lanes(words.w[j % 4]) * factor.sum();
    // the first choice whose cumulative probability is beyond u; the last if there is none
    F cumulative = {};
    F choice = broadcast(static_cast<float>(size - 1));
    F log_p = factor.log_probability(size - 1);
    I open = I{} - 1;
    for (int32_t k = 0; k < size; ++k) {
      cumulative += factor.exp(k);
      const I found = open & (cumulative > bound);
      choice = found ? broadcast(static_cast<float>(k)) : choice;
      log_p = found ? factor.log_probability(k) : log_p;
      open &= ~found;
    }
    action.store(j, choice);
    total += log_p;
  });
  return total;
}

// the first of the largest logits
template <typename P, typename A>
CANTER_INLINE void mode(const Distribution& distribution, const P& parameters, const A& action) {
  for_each_factor(distribution, [&](int32_t j, int64_t begin, int32_t size) {
    F largest = parameters.load(begin);
    F choice = {};
    for (int32_t k = 1; k < size; ++k) {
      const F x = parameters.load(begin + k);
      choice = x > largest ? broadcast(static_cast<float>(k)) : choice;
      largest = at_least(x, largest);
    }
    action.store(j, choice);
  });
}

template <bool kAdd, typename P, typename A, typename V>
CANTER_INLINE void log_probability_gradient(const Distribution& distribution, const P& parameters,
                                            const A& action, F weight, const V& d_parameters) {
  for_each_factor(distribution, [&](int32_t j, int64_t begin, int32_t size) {
    const Factor<P> factor(parameters, begin, size);
    const F taken = action.load(j);
    I known = {};
    for (int32_t k = 0; k < size; ++k) known |= is_choice(taken, k);
    const F zero = known ? F{} : broadcast(__builtin_nanf(""));
    for (int32_t k = 0; k < size; ++k) {
      const F indicator = is_choice(taken, k) ? broadcast(1.0f) : zero;
      put<kAdd>(d_parameters, begin + k, weight, indicator - factor.probability(k));
    }
  });
}

// p log p, which is 0 where p is, though its logarithm may be infinite
template <typename P>
CANTER_INLINE F p_log_p(const Factor<P>& factor, int32_t k) {
  const F p = factor.probability(k);
  return p == 0.0f ? p : p * factor.log_probability(k);
}

template <typename P>
CANTER_INLINE F factor_entropy(const Factor<P>& factor, int32_t size) {
  F sum = {};
  for (int32_t k = 0; k < size; ++k) sum -= p_log_p(factor, k);
  return sum;
}

template <typename P>
CANTER_INLINE F entropy(const Distribution& distribution, const P& parameters) {
  F total = {};
  for_each_factor(distribution, [&](int32_t, int64_t begin, int32_t size) {
    total += factor_entropy(Factor<P>(parameters, begin, size), size);
  });
  return total;
}

template <bool kAdd, typename P, typename V>
CANTER_INLINE void entropy_gradient(const Distribution& distribution, const P& parameters, F weight,
                                    const V& d_parameters) {
  for_each_factor(distribution, [&](int32_t, int64_t begin, int32_t size) {
    const Factor<P> factor(parameters, begin, size);
    const F entropy = factor_entropy(factor, size);
    for (int32_t k = 0; k < size; ++k) {
      const F slope = fma(factor.probability(k), entropy, p_log_p(factor, k));
      put<kAdd>(d_parameters, begin + k, weight, -slope);
    }
  });
}

// What one choice adds to KL(p || q), as q - p - p t with t = log(q / p): the sum of q - p is 0,
// and each term is at least 0. Near t = 0 it is p (e^t - 1 - t), without the cancellation; and an
// error of t that all choices share then cancels, because the slopes p (e^t - 1) sum to 0.
CANTER_INLINE F divergence(F p, F q, F t) {
  const F far = fma(-p, t, q - p);
  const F near = p * (t * t) * exp_quotient(t);
  // among subnormal numbers rounding could make it negative
  const F y = at_least(magnitude(t) < 0.34f ? near : far, F{});
  return p == 0.0f ? q : y;
}

template <typename P>
CANTER_INLINE F kl(const Distribution& distribution, const P& old_parameters, const P& parameters) {
  F total = {};
  for_each_factor(distribution, [&](int32_t, int64_t begin, int32_t size) {
    const Factor<P> from(old_parameters, begin, size);
    const Factor<P> to(parameters, begin, size);
    for (int32_t k = 0; k < size; ++k) {
      total += divergence(from.probability(k), to.probability(k), from.log_ratio(to, k));
    }
  });
  return total;
}

template <bool kAdd, typename P, typename V>
CANTER_INLINE void kl_gradient(const Distribution& distribution, const P& old_parameters,
                               const P& parameters, F weight, const V& d_parameters) {
  for_each_factor(distribution, [&](int32_t, int64_t begin, int32_t size) {
    const Factor<P> from(old_parameters, begin, size);
    const Factor<P> to(parameters, begin, size);
    for (int32_t k = 0; k < size; ++k) {
      put<kAdd>(d_parameters, begin + k, weight, to.probability(k) - from.probability(k));
    }
  });
}

// (diag p - p p') v; out may be v
template <typename P, typename T, typename V>
CANTER_INLINE void fisher(const Distribution& distribution, const P& parameters, const T& v,
                          const V& out) {
  for_each_factor(distribution, [&](int32_t, int64_t begin, int32_t size) {
    const Factor<P> factor(parameters, begin, size);
    F mean = {};
    for (int32_t k = 0; k < size; ++k) {
      mean = fma(factor.probability(k), v.load(begin + k), mean);
    }
    for (int32_t k = 0; k < size; ++k) {
      out.store(begin + k, factor.probability(k) * (v.load(begin + k) - mean));
    }
  });
}

}  // namespace canter::CANTER_ISA::categorical

#endif  // CANTER_CPU_CATEGORICAL_LANES_H_
