// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Arrays;

/** Arithmetic on the dimensions of slabs. */
final class Shapes {
  private static final int MAX_RANK = 4;

  private Shapes() {}

  /**
   * A copy of the dimensions; throws unless there are 1 to 4, each at least 1, of a sane product.
   */
  static long[] checked(long[] shape) {
    Require.notNull(shape, "shape");
    long[] own = shape.clone();
    if (own.length < 1 || own.length > MAX_RANK) {
      throw new KernelShapeException(
          "shape %s has %s dimensions; give 1 to %s"
              .formatted(Arrays.toString(own), own.length, MAX_RANK));
    }
    for (long dimension : own) {
      if (dimension < 1) {
        throw new KernelShapeException(
            "shape %s: dimension %s is below 1; a slab has at least one element"
                .formatted(Arrays.toString(own), dimension));
      }
    }
    if (own.length > 1 && own[own.length - 1] > Integer.MAX_VALUE) {
      throw new KernelShapeException(
          "shape %s: the last dimension is above %s; make it the first one"
              .formatted(Arrays.toString(own), Integer.MAX_VALUE));
    }
    elements(own);
    return own;
  }

  /** The product of the dimensions. */
  static long elements(long[] shape) {
    long product = 1;
    for (long dimension : shape) {
      if (product > Long.MAX_VALUE / dimension) {
        throw new KernelShapeException(
            "shape %s: the product of the dimensions is above 2^63; allocate several slabs"
                .formatted(Arrays.toString(shape)));
      }
      product *= dimension;
    }
    return product;
  }

  /** The product of the dimensions, whose size in bytes is below 2^63. */
  static long bounded(long[] shape, ElementType type) {
    long elements = elements(shape);
    if (elements > Long.MAX_VALUE >> type.shift()) {
      throw new KernelMemoryException(
          "shape %s of %s has more than 2^63 bytes; use a smaller batch"
              .formatted(Arrays.toString(shape), type));
    }
    return elements;
  }

  /** The length of a row: the last dimension, or 1 where there is only one. */
  static int width(long[] shape) {
    return shape.length == 1 ? 1 : (int) shape[shape.length - 1];
  }
}
