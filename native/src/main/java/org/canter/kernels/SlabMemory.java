// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory behind a slab and its views: zeroed, which also makes the system hand out its pages
 * now and not in the middle of a measurement, and aligned to a cache line, which is also the width
 * of the widest vector. Java reads it through buffers of at most 2^30 bytes each, because a buffer
 * is indexed by an int; only the array of the slab's type is there, and none where the memory is a
 * device's.
 */
final class SlabMemory extends NativeHandle {
  static final int ALIGNMENT = 64;

  /** Segments of 2^30 bytes: the largest power of two that an int indexes. */
  static final int SEGMENT_SHIFT = 30;

  /**
   * More than the machine has would be granted by some systems, and kill the process when zeroed.
   */
  private static final class Machine {
    private static final long TOTAL = Pointer.totalPhysicalBytes();

    // where the system does not tell, the most that can be addressed
    static final long BYTES = TOTAL > 0 ? TOTAL : 1L << 46;
  }

  final ElementType type;
  final long elements;
  final long address;
  final Place place;
  // the context that allocated memory of its device; null where the memory lies with the host
  final KernelContext home;
  // null where the memory is not pinned
  final PinnedBlock pinned;

  final FloatBuffer[] floats;
  final DoubleBuffer[] doubles;
  final IntBuffer[] ints;
  final ByteBuffer[] bytes;

  // from an element's index to its segment, and to its place there
  private final int shift;
  private final int mask;

  private SlabMemory(
      ElementType type,
      long elements,
      long address,
      Place place,
      KernelContext home,
      PinnedBlock pinned,
      String description,
      int segmentShift,
      Runnable release) {
    super("Slab", description, release);
    this.pinned = pinned;
    this.type = type;
    this.elements = elements;
    this.address = address;
    this.place = place;
    this.home = home;
    shift = segmentShift - type.shift();
    mask = (1 << shift) - 1;
    ByteBuffer[] raw =
        home == null ? segments(address, elements << type.shift(), segmentShift) : null;
    bytes = home == null && type == ElementType.U8 ? raw : null;
    ints = home == null && type == ElementType.I32 ? asInts(raw) : null;
    floats = home == null && type == ElementType.F32 ? asFloats(raw) : null;
    doubles = home == null && type == ElementType.F64 ? asDoubles(raw) : null;
  }

  /** Allocates zeroed memory for `elements` elements, read in segments of 2^segmentShift bytes. */
  static SlabMemory allocate(
      ElementType type, long elements, String description, int segmentShift) {
    NativeKernels.load();
    if (elements > Machine.BYTES >> type.shift()) {
      throw new KernelMemoryException(
          "slab %s needs more than the %s bytes of this machine; use a smaller batch"
              .formatted(description, Machine.BYTES));
    }
    long size = elements << type.shift();
    Pointer block = Pointer.malloc(size + ALIGNMENT - 1);
    if (block == null || block.isNull()) {
      throw new KernelMemoryException(
          ("malloc(%s) for slab %s failed; close slabs that are not needed, or use a smaller "
                  + "batch")
              .formatted((size + ALIGNMENT - 1), description));
    }
    Pointer.memset(block, 0, size + ALIGNMENT - 1);
    return new SlabMemory(
        type,
        elements,
        (block.address() + ALIGNMENT - 1) & -ALIGNMENT,
        Place.HOST,
        null,
        null,
        description,
        segmentShift,
        () -> Pointer.free(block));
  }

  /** Allocates zeroed memory of the host that is pinned for a context's device. */
  static SlabMemory pinned(
      KernelContext context, ElementType type, long elements, String description) {
    long size = elements << type.shift();
    PinnedBlock block = PinnedBlock.ofSlab(context.ordinal(), size, description);
    Pointer.memset(new SlabPointer(block.address()), 0, size);
    return new SlabMemory(
        type,
        elements,
        block.address(),
        Place.PINNED,
        null,
        block,
        description,
        SEGMENT_SHIFT,
        block::free);
  }

  /** Allocates memory of a context's device, zeroed in the order of its stream. */
  static SlabMemory device(
      KernelContext context, ElementType type, long elements, String description) {
    int ordinal = context.ordinal();
    long size = elements << type.shift();
    long address = CudaCalls.allocateDevice(ordinal, size, "slab " + description);
    SlabMemory memory =
        new SlabMemory(
            type,
            elements,
            address,
            context.place(),
            context,
            null,
            description,
            SEGMENT_SHIFT,
            () -> CudaCalls.freeDevice(ordinal, address));
    try {
      context.clear(new SlabPointer(address), size);
    } catch (RuntimeException exception) {
      memory.close();
      throw exception;
    }
    return memory;
  }

  /** The segment of an element. */
  int segment(long index) {
    return (int) (index >>> shift);
  }

  /** The place of an element in its segment. */
  int place(long index) {
    return (int) index & mask;
  }

  /** How many of `wanted` elements from `index` on lie in one segment. */
  int piece(long index, long wanted) {
    return (int) Math.min(wanted, (long) mask + 1 - place(index));
  }

  private static ByteBuffer[] segments(long address, long size, int segmentShift) {
    int count = (int) ((size - 1) >>> segmentShift) + 1;
    ByteBuffer[] segments = new ByteBuffer[count];
    for (int i = 0; i < count; i++) {
      long start = (long) i << segmentShift;
      BytePointer pointer = new BytePointer(new SlabPointer(address + start));
      segments[i] = pointer.capacity(Math.min(size - start, 1L << segmentShift)).asByteBuffer();
    }
    return segments;
  }

  private static FloatBuffer[] asFloats(ByteBuffer[] raw) {
    FloatBuffer[] views = new FloatBuffer[raw.length];
    for (int i = 0; i < raw.length; i++) {
      views[i] = raw[i].asFloatBuffer();
    }
    return views;
  }

  private static DoubleBuffer[] asDoubles(ByteBuffer[] raw) {
    DoubleBuffer[] views = new DoubleBuffer[raw.length];
    for (int i = 0; i < raw.length; i++) {
      views[i] = raw[i].asDoubleBuffer();
    }
    return views;
  }

  private static IntBuffer[] asInts(ByteBuffer[] raw) {
    IntBuffer[] views = new IntBuffer[raw.length];
    for (int i = 0; i < raw.length; i++) {
      views[i] = raw[i].asIntBuffer();
    }
    return views;
  }
}
