// SPDX-License-Identifier: Apache-2.0
//
// One Fisher-vector product.
#include "cuda/curvature.h"
#include "cuda/entries.h"

namespace canter::cuda {

void fisher_product(canter_context& context, const Policy& policy, void* out,
                    const canter_tape& tape, const void* theta, const void* action, const void* v,
                    double damping) {
  const CurvatureMatrix matrix = {&policy, &policy.network, tape, theta, action, damping};
  const Curvature curvature(context, matrix);
  curvature.pack_theta_and_direction(floats(v));
  curvature.multiply(floats(out), floats(v), nullptr);
}

}  // namespace canter::cuda
