// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Locale;

/** What is timed on a GPU; the peers' scripts use the same names. */
enum DeviceOperation {
  /** one Fisher-vector product over kept activations: tangent and backward */
  FISHER("Fisher product, recorded", 2e-5),
  /** the surrogate's gradient: forward and backward, activations kept for the products */
  GRADIENT("gradient", 2e-5),
  /** ten iterations of conjugate gradient, a product each, without a wait in between */
  SOLVE("conjugate gradient", 1e-2),
  /** gradient, ten iterations of conjugate gradient, line search; they amplify rounding */
  UPDATE("update", 1e-2),
  /** generalised advantage estimation */
  GAE("advantages (GAE)", 1e-6);

  /** Three products in TF32 lose 2^-20 of each, where floats lose 2^-24. */
  private static final double TF32 = 10;

  private final String label;
  private final double bound;

  DeviceOperation(String label, double bound) {
    this.label = label;
    this.bound = bound;
  }

  String label() {
    return label;
  }

  /** "fisher". */
  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The relative error from the double-precision oracle that is let through. */
  double bound(boolean tf32) {
    return tf32 && this != GAE ? TF32 * bound : bound;
  }
}
