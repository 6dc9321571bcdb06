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
          ("%s is %s, that is %s rows of %s, but %s rows of %s are needed; reshape it or take a "
                  + "view of its rows")
              .formatted(name, slab, slab.rows(), slab.width(), rows, width));
    }
  }

  /** A slab `name` with any number of rows of a width; null is refused. */
  static void rowsOf(SlabElements slab, ElementType type, long width, String name) {
    typed(slab, type, name);
    if (slab.width() != width) {
      throw new KernelShapeException(
          "%s is %s with rows of %s, but rows of %s are needed; reshape it"
              .formatted(name, slab, slab.width(), width));
    }
  }

  /** A slab `name` of real[elements], whatever its dimensions. */
  static void vector(SlabElements slab, ElementType type, long elements, String name) {
    typed(slab, type, name);
    if (slab.elements() != elements) {
      throw new KernelShapeException(
          "%s is %s with %s elements, but %s are needed; take a view or allocate it so"
              .formatted(name, slab, slab.elements(), elements));
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
          "%s is %s with %s elements, but at least %s are needed; allocate it so"
              .formatted(name, slab, slab.elements(), elements));
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
          "rows %s to %s of %s: not within 0..%s or no row at all".formatted(from, to, slab, rows));
    }
  }

  /** Throws unless an array of this length fills the slab. */
  static void length(int length, SlabElements slab) {
    if (length != slab.elements()) {
      throw new KernelShapeException(
          "an array of %s elements does not fit %s with %s; copy a part with an index"
              .formatted(length, slab, slab.elements()));
    }
  }

  /** Throws if a size is below 1. */
  static void positive(long size, String name) {
    if (size < 1) {
      throw new KernelShapeException("%s = %s is below 1; pass at least 1".formatted(name, size));
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
        "%s is %s, but its type must be %s; allocate it with %s"
            .formatted(name, slab, wanted, wanted));
  }

  /** The exception for a slab that lies elsewhere than a context computes. */
  static KernelArgumentException elsewhere(Slab slab, String name, KernelContext context) {
    if (slab.place().equals(context.place())) {
      return new KernelArgumentException(
          ("%s is %s of another context than %s, and the work of two contexts has no common order;"
                  + " allocate it with the same context, or copy it by copyRows")
              .formatted(name, slab, context));
    }
    return new KernelArgumentException(
        "%s is %s, but %s computes in %s; allocate it with that context and copy it by copyRows"
            .formatted(name, located(slab), context, memory(context.place())));
  }

  /** The exception for a slab on a device where the host's memory is needed. */
  static KernelArgumentException notWithHost(Slab slab, String name) {
    return new KernelArgumentException(
        "%s is %s, but must lie with the host; make it with Slab.allocate".formatted(name, slab));
  }

  /** The exception for a single element of a slab on a device. */
  static KernelStateException noElements(SlabElements slab) {
    return new KernelStateException(
        "%s is not in host memory: its single elements cannot be read or written; use copyTo or"
                .formatted(slab)
            + " copyFrom with an array");
  }

  private static String located(Slab slab) {
    return slab.place() == Place.HOST ? slab + " in " + memory(Place.HOST) : slab.toString();
  }

  private static String memory(Place place) {
    return place == Place.HOST ? "host memory" : place.toString();
  }
}
