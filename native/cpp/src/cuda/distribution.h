// SPDX-License-Identifier: Apache-2.0
//
// The distribution of one row, whichever family it is of. The row calls and the heads of the
// updates both come here: the same bits in both. Where F = 0 scales and derivatives by log standard
// deviations are not looked at.
#ifndef CANTER_CUDA_DISTRIBUTION_H_
#define CANTER_CUDA_DISTRIBUTION_H_

#include "cuda/categorical.h"
#include "cuda/gaussian.h"

namespace canter::cuda {

CANTER_DEVICE float draw(const Family& family, const Scale& scale, const Row& parameters,
                         const Place& place, const RowOut& action) {
  return family.gaussian ? gaussian::sample(family, scale, parameters, place, action)
                         : categorical::sample(family, parameters, place, action);
}

CANTER_DEVICE float row_log_probability(const Family& family, const Scale& scale,
                                        const Row& parameters, const Row& action) {
  return family.gaussian ? gaussian::log_probability(family, scale, parameters, action)
                         : categorical::log_probability(family, parameters, action);
}

template <bool kAdd>
CANTER_DEVICE void row_log_probability_gradient(const Family& family, const Scale& scale,
                                                const Row& parameters, const Row& action,
                                                float weight, const RowOut& d_parameters,
                                                const RowOut& d_log_std) {
  if (family.gaussian) {
    gaussian::log_probability_gradient<kAdd>(family, scale, parameters, action, weight,
                                             d_parameters, d_log_std);
  } else {
    categorical::log_probability_gradient<kAdd>(family, parameters, action, weight, d_parameters);
  }
}

CANTER_DEVICE float row_entropy(const Family& family, const Scale& scale, const Row& parameters) {
  return family.gaussian ? scale.entropy : categorical::entropy(family, parameters);
}

template <bool kAdd>
CANTER_DEVICE void row_entropy_gradient(const Family& family, const Row& parameters, float weight,
                                        const RowOut& d_parameters, const RowOut& d_log_std) {
  if (family.gaussian) {
    gaussian::entropy_gradient<kAdd>(family, weight, d_parameters, d_log_std);
  } else {
    categorical::entropy_gradient<kAdd>(family, parameters, weight, d_parameters);
  }
}

// KL(old || new), never negative, and 0 where both have the same bits
CANTER_DEVICE float row_kl(const Family& family, const Scale& old_scale, const Scale& scale,
                           const Row& old_parameters, const Row& parameters) {
  return family.gaussian ? gaussian::kl(family, old_scale, scale, old_parameters, parameters)
                         : categorical::kl(family, old_parameters, parameters);
}

// by the new parameters
template <bool kAdd>
CANTER_DEVICE void row_kl_gradient(const Family& family, const Scale& old_scale, const Scale& scale,
                                   const Row& old_parameters, const Row& parameters, float weight,
                                   const RowOut& d_parameters, const RowOut& d_log_std) {
  if (family.gaussian) {
    gaussian::kl_gradient<kAdd>(family, old_scale, scale, old_parameters, parameters, weight,
                                d_parameters, d_log_std);
  } else {
    categorical::kl_gradient<kAdd>(family, old_parameters, parameters, weight, d_parameters);
  }
}

// out = the Fisher matrix of the parameters times v; out may be v. Of a log standard deviation it
// is 2, for the caller to apply
CANTER_DEVICE void row_fisher(const Family& family, const Scale& scale, const Row& parameters,
                              const Row& v, const RowOut& out) {
  if (family.gaussian) {
    gaussian::fisher(family, scale, v, out);
  } else {
    categorical::fisher(family, parameters, v, out);
  }
}

}  // namespace canter::cuda

#endif  // CANTER_CUDA_DISTRIBUTION_H_
