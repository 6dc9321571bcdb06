// SPDX-License-Identifier: Apache-2.0
//
// First values of a network's parameters, drawn and made orthogonal in double.
#ifndef CANTER_CORE_INITIALIZATION_H_
#define CANTER_CORE_INITIALIZATION_H_

#include "core/layout.h"

namespace canter {

// fills theta[P]; gains[layers] scale the layers. Work memory is had before the first write (throws
// std::bad_alloc). Weight vectors are drawn one by one: environment = layer, episode = vector.
template <typename Real>
void initialize(const Network& network, Real* theta, canter_initialization scheme,
                const double* gains, uint64_t seed);

}  // namespace canter

#endif  // CANTER_CORE_INITIALIZATION_H_
