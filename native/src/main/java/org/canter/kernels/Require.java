// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** The checks of arguments before a native call; texts are made only where one fails. */
final class Require {
  private Require() {}

  /** Throws if an argument is null. */
  static <T> T notNull(T argument, String name) {
    if (argument == null) {
      throw new KernelArgumentException(name + " is null; pass one");
    }
    return argument;
  }

  /** A slab `name` of real[rows, width]. */
  static void matrix(SlabElements slab, ElementType type, long rows, long width, String name) {
    typed(slab, type, name);
    if (slab.rows() != rows || slab.width() != width) {
      throw new KernelShapeException(
          name
              + " is "
              + slab
              + ", that is "
              + slab.rows()
              + " rows of "
              + slab.width()
              + ", but "
              + rows
              + " rows of "
              + width
              + " are needed; reshape it or take a view of its rows");
    }
  }

  /** A slab `name` with any number of rows of a width; null is refused. */
  static void rowsOf(SlabElements slab, ElementType type, long width, String name) {
    typed(slab, type, name);
    if (slab.width() != width) {
      throw new KernelShapeException(
          name
              + " is "
              + slab
              + " with rows of "
              + slab.width()
              + ", but rows of "
              + width
              + " are needed");
    }
  }

  /** A slab `name` of real[elements], whatever its dimensions. */
  static void vector(SlabElements slab, ElementType type, long elements, String name) {
    typed(slab, type, name);
    if (slab.elements() != elements) {
      throw new KernelShapeException(
          name
              + " is "
              + slab
              + " with "
              + slab.elements()
              + " elements, but "
              + elements
              + " are needed");
    }
  }

  /** As {@link #vector}, or null. */
  static void vectorOrNull(Slab slab, ElementType type, long elements, String name) {
    if (slab != null) {
      vector(slab, type, elements, name);
    }
  }

  /** A slab `name` of log standard deviations, real[F]; anything where F = 0. */
  static void free(Slab slab, ElementType type, int free, String name) {
    if (free != 0) {
      vector(slab, type, free, name);
    }
  }

  /** A slab `name` of derivatives by log standard deviations, real[B, F]; anything where F = 0. */
  static void freeRows(Slab slab, ElementType type, long rows, int free, String name) {
    if (free != 0) {
      matrix(slab, type, rows, free, name);
    }
  }

  /** A slab `name` of at least `elements` elements, the first of which are used. */
  static void atLeast(SlabElements slab, ElementType type, long elements, String name) {
    typed(slab, type, name);
    if (slab.elements() < elements) {
      throw new BufferTooSmallException(
          name
              + " is "
              + slab
              + " with "
              + slab.elements()
              + " elements, but at least "
              + elements
              + " are needed");
    }
  }

  /** A slab `name` of a type. */
  static void typed(SlabElements slab, ElementType type, String name) {
    notNull(slab, name);
    if (slab.type() != type) {
      throw wrongType(slab, type, name);
    }
  }

  /** Throws unless from..to-1 is a part of 0..rows-1 with at least one row. */
  static void range(long from, long to, long rows, SlabElements slab) {
    if (from < 0 || to <= from || to > rows) {
      throw new KernelShapeException(
          "rows "
              + from
              + " to "
              + to
              + " of "
              + slab
              + ": not within 0.."
              + rows
              + " or no row at all");
    }
  }

  /** Throws unless an array of this length fills the slab. */
  static void length(int length, SlabElements slab) {
    if (length != slab.elements()) {
      throw new KernelShapeException(
          "an array of "
              + length
              + " elements does not fit "
              + slab
              + " with "
              + slab.elements()
              + "; copy a part with an index");
    }
  }

  /** Throws if a size is below 1. */
  static void positive(long size, String name) {
    if (size < 1) {
      throw new KernelShapeException(name + " = " + size + " is below 1");
    }
  }

  /** B of a batch: the length of the index where there is one, else all M rows. */
  static long batchRows(Slab index, long sourceRows) {
    if (index == null) {
      return sourceRows;
    }
    typed(index, ElementType.I32, "index");
    return index.elements();
  }

  /** The exception for a slab of another type than needed. */
  static KernelArgumentException wrongType(SlabElements slab, ElementType wanted, String name) {
    return new KernelArgumentException(
        name + " is " + slab + ", but its type must be " + wanted + "; allocate it with " + wanted);
  }
}
