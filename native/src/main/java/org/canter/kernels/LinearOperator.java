// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** A symmetric positive definite matrix, given as a product with a vector. */
@FunctionalInterface
public interface LinearOperator {
  /**
   * Computes out = A v. May make row calls of any context, and pool calls of another context than
   * the one that solves. What it throws ends the solve and reaches the solver's caller.
   *
   * @param out out, real[n]
   * @param v real[n]; not to be changed
   */
  void apply(Slab out, Slab v);
}
