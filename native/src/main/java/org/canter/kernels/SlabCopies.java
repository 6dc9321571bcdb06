// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * Bulk copies between slabs and arrays. A range is cut at the segments of the memory; almost always
 * there is one piece. Nothing is allocated.
 */
final class SlabCopies {
  private SlabCopies() {}

  static void copyIn(SlabElements slab, long index, float[] values, int offset, int count) {
    SlabMemory memory = check(slab, ElementType.F32, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyIn(slab, index, values, offset, count);
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.floats[memory.segment(at + done)].put(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyOut(SlabElements slab, long index, float[] values, int offset, int count) {
    SlabMemory memory = check(slab, ElementType.F32, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyOut(slab, index, values, offset, count);
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.floats[memory.segment(at + done)].get(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyIn(SlabElements slab, long index, int[] values, int offset, int count) {
    SlabMemory memory = check(slab, ElementType.I32, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyIn(slab, index, values, offset, count);
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.ints[memory.segment(at + done)].put(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyOut(SlabElements slab, long index, int[] values, int offset, int count) {
    SlabMemory memory = check(slab, ElementType.I32, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyOut(slab, index, values, offset, count);
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.ints[memory.segment(at + done)].get(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyIn(SlabElements slab, long index, byte[] values, int offset, int count) {
    SlabMemory memory = check(slab, ElementType.U8, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyIn(slab, index, values, offset, count);
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.bytes[memory.segment(at + done)].put(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyOut(SlabElements slab, long index, byte[] values, int offset, int count) {
    SlabMemory memory = check(slab, ElementType.U8, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyOut(slab, index, values, offset, count);
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.bytes[memory.segment(at + done)].get(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyIn(SlabElements slab, long index, double[] values, int offset, int count) {
    // rows of observations are doubles in Java and floats in a slab: converted on the way
    ElementType type = slab.type() == ElementType.F32 ? ElementType.F32 : ElementType.F64;
    SlabMemory memory = check(slab, type, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyIn(slab, index, values, offset, count);
      return;
    }
    if (type == ElementType.F32) {
      for (int i = 0; i < count; i++) {
        slab.setFloat(index + i, (float) values[offset + i]);
      }
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.doubles[memory.segment(at + done)].put(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyOut(SlabElements slab, long index, double[] values, int offset, int count) {
    // rows of observations are doubles in Java and floats in a slab: converted on the way
    ElementType type = slab.type() == ElementType.F32 ? ElementType.F32 : ElementType.F64;
    SlabMemory memory = check(slab, type, index, values.length, offset, count);
    if (memory.home != null) {
      memory.home.staging().copyOut(slab, index, values, offset, count);
      return;
    }
    if (type == ElementType.F32) {
      for (int i = 0; i < count; i++) {
        values[offset + i] = slab.getFloat(index + i);
      }
      return;
    }
    long at = slab.base + index;
    for (int done = 0, piece; done < count; done += piece) {
      piece = memory.piece(at + done, count - done);
      memory.doubles[memory.segment(at + done)].get(
          memory.place(at + done), values, offset + done, piece);
    }
  }

  static void copyRows(SlabElements to, long row, SlabElements from, long fromRow, long count) {
    Require.typed(from, to.type(), "from");
    Require.rowsOf(from, to.type(), to.width(), "from");
    Require.range(row, row + count, to.rows(), to);
    Require.range(fromRow, fromRow + count, from.rows(), from);
    long elements = count * to.width();
    long target = to.base + row * to.width();
    long source = from.base + fromRow * to.width();
    refuseOverlap(to, from, target, source, elements);
    to.requireOpen();
    from.requireOpen();
    if (to.memory.home == null && from.memory.home == null) {
      copyElements(to.memory, target, from.memory, source, elements);
    } else {
      copyAcross(to, target, from, source, elements);
    }
  }

  /** At least one of the two lies on a device. */
  private static void copyAcross(
      SlabElements to, long target, SlabElements from, long source, long elements) {
    int shift = to.type().shift();
    SlabPointer into = new SlabPointer(to.memory.address + (target << shift));
    SlabPointer outOf = new SlabPointer(from.memory.address + (source << shift));
    InFlight call = InFlight.enter();
    try {
      to.requireOpen();
      from.requireOpen();
      // a copy from pinned memory is under way when the call returns
      if (from.memory.pinned != null) {
        from.memory.pinned.readBy(to.memory.home);
      }
      KernelContext.copy(to.memory.home, into, from.memory.home, outOf, elements << shift);
    } finally {
      call.leave();
    }
  }

  private static void refuseOverlap(
      SlabElements to, SlabElements from, long target, long source, long elements) {
    if (to.memory == from.memory && Math.abs(target - source) < elements) {
      throw new AliasedBufferException(
          "copyRows from %s to %s: the two ranges overlap; copy through a third slab"
              .formatted(from, to));
    }
  }

  private static void copyElements(
      SlabMemory to, long target, SlabMemory from, long source, long elements) {
    long piece;
    for (long done = 0; done < elements; done += piece) {
      piece = to.piece(target + done, elements - done);
      piece = from.piece(source + done, piece);
      copyPiece(to, target + done, from, source + done, (int) piece);
    }
  }

  private static void copyPiece(SlabMemory to, long target, SlabMemory from, long source, int n) {
    int into = to.segment(target);
    int place = to.place(target);
    int outOf = from.segment(source);
    int start = from.place(source);
    switch (to.type) {
      case F32 -> to.floats[into].put(place, from.floats[outOf], start, n);
      case F64 -> to.doubles[into].put(place, from.doubles[outOf], start, n);
      case I32 -> to.ints[into].put(place, from.ints[outOf], start, n);
      case U8 -> to.bytes[into].put(place, from.bytes[outOf], start, n);
    }
  }

  /** All elements of a slab on a device. */
  static void toDoubles(SlabElements slab, double[] values) {
    try (Slab copy = Slab.allocate(slab.type(), slab.rows(), slab.width())) {
      copyRows(copy, 0, slab, 0, slab.rows());
      for (int i = 0; i < values.length; i++) {
        values[i] = copy.get(i);
      }
    }
  }

  static void fill(SlabElements slab, double value) {
    slab.requireOpen();
    if (slab.memory.home != null) {
      slab.memory.home.staging().fill(slab, value);
      return;
    }
    for (long i = 0; i < slab.elements(); i++) {
      slab.set(i, value);
    }
  }

  /** The memory of a slab that holds the range, of an array that does; throws otherwise. */
  private static SlabMemory check(
      SlabElements slab, ElementType type, long index, int length, int offset, int count) {
    Require.typed(slab, type, "slab");
    if (count < 1 || offset < 0 || offset > length - count) {
      throw new KernelShapeException(
          "elements %s to %s of an array of %s are not within it or none at all"
              .formatted(offset, ((long) offset + count), length));
    }
    if (index < 0 || index > slab.elements() - count) {
      throw new KernelShapeException(
          "elements %s to %s are not within %s with %s"
              .formatted(index, (index + count), slab, slab.elements()));
    }
    slab.requireOpen();
    return slab.memory;
  }
}
