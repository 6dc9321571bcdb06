// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

/** What returns are compared with. */
public enum BaselineKind {
  /** nothing */
  NONE,
  /** the mean of the batch's returns */
  CONSTANT,
  /** the constant that makes the gradient's variance least: returns weighted by squared scores */
  OPTIMAL_CONSTANT,
  /** the mean of the batch's returns at each time step of the episodes */
  TIME,
  /** ridge regression on observations, their squares and powers of time */
  LINEAR,
  /** a neural network */
  NEURAL
}
