// SPDX-License-Identifier: Apache-2.0
//
// Activations of a vector, and their derivatives from the kept activation.
#ifndef CANTER_CPU_ACTIVATION_H_
#define CANTER_CPU_ACTIVATION_H_

#include "canter/network.h"
#include "cpu/math.h"

namespace canter::CANTER_ISA {

template <canter_activation kActivation>
CANTER_INLINE F activate(F z) {
  if constexpr (kActivation == CANTER_TANH) return tanh_lanes(z);
  if constexpr (kActivation == CANTER_RELU) return at_least(z, F{});
  if constexpr (kActivation == CANTER_ELU) return z > F{} ? z : expm1_lanes(z);
  if constexpr (kActivation == CANTER_SOFTPLUS) return softplus_lanes(z);
  return z;
}

// the derivative at z, from a = activate(z)
template <canter_activation kActivation>
CANTER_INLINE F derivative(F a) {
  const F one = broadcast(1.0f);
  if constexpr (kActivation == CANTER_TANH) return fma(-a, a, one);
  if constexpr (kActivation == CANTER_RELU) return a > F{} ? one : F{};
  if constexpr (kActivation == CANTER_ELU) return a > F{} ? one : a + one;
  if constexpr (kActivation == CANTER_SOFTPLUS) return -expm1_lanes(-a);
  return one;
}

// calls body<activation>(): the choice is made once a layer, not once an element
template <typename Body>
CANTER_INLINE void with_activation(canter_activation activation, const Body& body) {
  switch (activation) {
    case CANTER_TANH:
      body.template operator()<CANTER_TANH>();
      break;
    case CANTER_RELU:
      body.template operator()<CANTER_RELU>();
      break;
    case CANTER_ELU:
      body.template operator()<CANTER_ELU>();
      break;
    case CANTER_SOFTPLUS:
      body.template operator()<CANTER_SOFTPLUS>();
      break;
    default:
      body.template operator()<CANTER_IDENTITY>();
      break;
  }
}

}  // namespace canter::CANTER_ISA

#endif  // CANTER_CPU_ACTIVATION_H_
