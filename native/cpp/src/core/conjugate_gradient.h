// SPDX-License-Identifier: Apache-2.0
//
// Conjugate gradient on a product, for all kinds of products.
#ifndef CANTER_CORE_CONJUGATE_GRADIENT_H_
#define CANTER_CORE_CONJUGATE_GRADIENT_H_

#include "canter/conjugate_gradient.h"
#include "core/context.h"

namespace canter {

// The system A x = b and when to stop; b holds the context's element type.
struct LinearSystem {
  canter_linear_operator product;
  void* self;
  const void* b;
  int64_t n;
  int32_t iterations;
  double tolerance;
};

// solves from x = 0 with memory of Slot::kSolver; x, residuals (may be null) and result are written
// at the very end. `product` may throw; a status other than CANTER_OK is thrown as a Refusal.
void conjugate_gradient(Context& context, void* x, double* residuals, canter_cg_result* result,
                        const LinearSystem& system);

}  // namespace canter

#endif  // CANTER_CORE_CONJUGATE_GRADIENT_H_
