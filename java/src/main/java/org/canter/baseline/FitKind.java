// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

/** How a value network is fitted. */
public enum FitKind {
  /** Adam on minibatches */
  ADAM,
  /** one Gauss-Newton step under a bound on the mean squared change */
  TRUST_REGION,
  /** L-BFGS on the whole batch */
  LBFGS
}
