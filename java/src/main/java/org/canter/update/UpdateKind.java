// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

/** How a batch moves the policy. */
public enum UpdateKind {
  /** one step along the natural gradient */
  NATURAL,
  /** one step along the gradient */
  GRADIENT,
  /** several passes of minibatches on an objective that keeps the policy near the old one */
  PROXIMAL
}
