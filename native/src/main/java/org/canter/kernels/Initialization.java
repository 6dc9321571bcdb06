// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** How weights are drawn; biases are zero. */
public enum Initialization {
  /** gain times a matrix with orthonormal rows or columns, whichever are fewer */
  ORTHOGONAL(KernelsApi.CANTER_ORTHOGONAL),
  /** gain / sqrt(inputs of the layer) times standard normals */
  SCALED_NORMAL(KernelsApi.CANTER_SCALED_NORMAL);

  private final int code;

  Initialization(int code) {
    this.code = code;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_initialization
   */
  public int code() {
    return code;
  }
}
