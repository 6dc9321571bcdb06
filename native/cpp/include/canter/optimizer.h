// SPDX-License-Identifier: Apache-2.0
//
// First-order steps on a flat parameter vector. Both descend: to ascend, pass the negated gradient.
#ifndef CANTER_OPTIMIZER_H_
#define CANTER_OPTIMIZER_H_

#include "canter/context.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Pool call. One Adam step (Kingma and Ba, Algorithm 1) in place on theta, first and second moment
 * (each real[P]) with gradient (real[P]). `step` counts from 1. rate >= 0, beta1 and beta2 in [0,
 * 1), epsilon > 0. With a non-finite gradient nothing is written.
 */
CANTER_API canter_status canter_adam_step(canter_context* context, void* theta, void* first,
                                          void* second, const void* gradient, int64_t step,
                                          double rate, double beta1, double beta2, double epsilon,
                                          int64_t parameters);

/**
 * Pool call. One step of gradient descent: velocity = momentum * velocity + gradient,
 * theta -= rate * velocity. With momentum = 0 velocity may be null (theta -= rate * gradient).
 * rate >= 0, momentum in [0, 1). With a non-finite gradient nothing is written.
 */
CANTER_API canter_status canter_sgd_step(canter_context* context, void* theta, void* velocity,
                                         const void* gradient, double rate, double momentum,
                                         int64_t parameters);

#ifdef __cplusplus
}
#endif

#endif  // CANTER_OPTIMIZER_H_
