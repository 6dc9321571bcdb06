// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.kernels.Activation;

/** Activations in double. */
final class ActivationMath {
  private ActivationMath() {}

  /** What a layer makes of a sum z. */
  static double value(Activation activation, double z) {
    return switch (activation) {
      case IDENTITY -> z;
      case TANH -> StrictMath.tanh(z);
      case RELU -> Math.max(z, 0);
      case ELU -> z > 0 ? z : StrictMath.expm1(z);
      case SOFTPLUS -> Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
    };
  }

  /** The derivative by z where the value is a: each of them follows from a alone. */
  static double slope(Activation activation, double a) {
    return switch (activation) {
      case IDENTITY -> 1;
      case TANH -> 1 - a * a;
      case RELU -> a > 0 ? 1 : 0;
      case ELU -> a > 0 ? 1 : a + 1;
      // with a = log(1 + e^z): e^z / (1 + e^z) = 1 - e^-a
      case SOFTPLUS -> -StrictMath.expm1(-a);
    };
  }
}
