// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

/** How a gradient becomes a step. */
public enum OptimizerKind {
  /** adaptive moments */
  ADAM,
  /** the gradient times the rate, with momentum */
  SGD
}
