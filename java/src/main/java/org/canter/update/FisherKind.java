// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

/** What the natural gradient is natural by. */
public enum FisherKind {
  /** the mean of the distributions' Fisher matrices: the curvature of the KL divergence */
  ANALYTIC,
  /** the covariance of the scores of the actions that were taken */
  EMPIRICAL
}
