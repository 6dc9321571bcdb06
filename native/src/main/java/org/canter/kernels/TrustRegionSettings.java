// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_trust_region_settings;

/**
 * How a step of {@link TrustRegion} is chosen.
 *
 * @param maxKl delta: the bound of the mean KL divergence, positive and finite
 * @param damping added to the diagonal of the Fisher matrix, at least 0
 * @param tolerance conjugate gradient stops at this share of |gradient|, at least 0
 * @param shrink the ratio of each candidate's step size to that of the one before, in (0, 1]
 * @param iterations the most iterations of conjugate gradient, at least 1
 * @param candidates how many candidates there are, in 1..{@link #MAX_CANDIDATES}
 */
public record TrustRegionSettings(
    double maxKl, double damping, double tolerance, double shrink, int iterations, int candidates) {
  /** The most candidates of one line search. */
  public static final int MAX_CANDIDATES = KernelsApi.CANTER_MAX_CANDIDATES;

  /** Writes the struct of the C API. */
  canter_trust_region_settings fill(canter_trust_region_settings struct) {
    return struct
        .max_kl(maxKl)
        .damping(damping)
        .tolerance(tolerance)
        .shrink(shrink)
        .iterations(iterations)
        .candidates(candidates);
  }
}
