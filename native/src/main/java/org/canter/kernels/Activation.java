// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** What a layer applies to its sums z. */
public enum Activation {
  /** z */
  IDENTITY(KernelsApi.CANTER_IDENTITY),
  /** tanh(z) */
  TANH(KernelsApi.CANTER_TANH),
  /** max(z, 0), with derivative 0 at 0 */
  RELU(KernelsApi.CANTER_RELU),
  /** z if z is positive, else exp(z) - 1 */
  ELU(KernelsApi.CANTER_ELU),
  /** log(1 + exp(z)) */
  SOFTPLUS(KernelsApi.CANTER_SOFTPLUS);

  private final int code;

  Activation(int code) {
    this.code = code;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_activation
   */
  public int code() {
    return code;
  }
}
