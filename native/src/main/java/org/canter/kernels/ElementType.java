// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** The type of a slab's elements. */
public enum ElementType {
  /** float */
  F32(2),
  /** double */
  F64(3),
  /** int; also the unsigned words of random keys */
  I32(2),
  /** byte; kinds of steps, and scratch memory */
  U8(0);

  private final int shift;

  ElementType(int shift) {
    this.shift = shift;
  }

  /**
   * The size of an element.
   *
   * @return bytes
   */
  public int bytes() {
    return 1 << shift;
  }

  /** The binary logarithm of the size. */
  int shift() {
    return shift;
  }
}
