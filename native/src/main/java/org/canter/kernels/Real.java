// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** The element type of a context: of the buffers that are called {@code real}. */
public enum Real {
  /** float: the fast path */
  F32(KernelsApi.CANTER_F32, ElementType.F32),
  /** double: the plain single-threaded oracle */
  F64(KernelsApi.CANTER_F64, ElementType.F64);

  private final int code;
  private final ElementType elementType;

  Real(int code, ElementType elementType) {
    this.code = code;
    this.elementType = elementType;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_real
   */
  public int code() {
    return code;
  }

  /**
   * The type of the slabs that a context of this element type takes.
   *
   * @return {@link ElementType#F32} or {@link ElementType#F64}
   */
  public ElementType elementType() {
    return elementType;
  }
}
