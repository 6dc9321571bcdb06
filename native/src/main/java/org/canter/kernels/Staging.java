// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.canter.kernels.c.KernelsApi;

/**
 * The way between a device and arrays of Java: pieces of at most {@link #BYTES} pass through a
 * pinned block of the host, in the order of the context's stream. One for each context of a GPU;
 * one thread at a time uses it, others wait.
 *
 * <p>What goes up is under way when the call returns, so its place in the block is taken. Pieces
 * lie one behind the other in one half of the block, then in the other one, which by then was
 * mostly copied: an event says so, and is waited for before a half is written again.
 */
final class Staging {
  static final int BYTES = 1 << 20;

  private static final int HALVES = 2;

  // a multiple of each element, and what copies are fastest from
  private static final int ALIGNMENT = 256;

  /** Moves elements between the block and what the caller has. */
  @FunctionalInterface
  interface Piece {
    /** Elements done..done+count-1 of the caller, at..at+count-1 of the block. */
    void move(int at, int done, int count);
  }

  private final int ordinal;
  private final Pointer stream;
  private final long block;
  private final ByteBuffer bytes;
  private final IntBuffer ints;
  private final FloatBuffer floats;
  private final DoubleBuffer doubles;
  private final SlabPointer host = new SlabPointer(0);
  private final SlabPointer device = new SlabPointer(0);

  // behind the last copy from each half
  private final Pointer[] copied = new Pointer[HALVES];

  // where the next piece goes: a half, and how many bytes of it are taken
  private int half;
  private int taken;
  private volatile boolean ended;

  /** Pins the block; `stream` is that of the context's work. */
  Staging(int ordinal, Pointer stream) {
    this.ordinal = ordinal;
    this.stream = stream;
    block =
        CudaCalls.allocatePinned(
            ordinal,
            HALVES * BYTES,
            "the block that copies of a context pass through",
            "close contexts and pinned slabs that are not needed, or compute on the processor"
                + " (--device cpu)");
    bytes =
        new BytePointer(new SlabPointer(block))
            .capacity(HALVES * BYTES)
            .asByteBuffer()
            .order(ByteOrder.nativeOrder());
    ints = bytes.asIntBuffer();
    floats = bytes.asFloatBuffer();
    doubles = bytes.asDoubleBuffer();
    try {
      for (int i = 0; i < HALVES; i++) {
        copied[i] = CudaCalls.createMark(ordinal);
      }
    } catch (RuntimeException exception) {
      release();
      throw exception;
    }
  }

  void copyIn(SlabElements slab, long index, float[] values, int offset, int count) {
    up(slab, index, count, (at, done, piece) -> floats.put(at, values, offset + done, piece));
  }

  void copyOut(SlabElements slab, long index, float[] values, int offset, int count) {
    down(slab, index, count, (at, done, piece) -> floats.get(at, values, offset + done, piece));
  }

  void copyIn(SlabElements slab, long index, int[] values, int offset, int count) {
    up(slab, index, count, (at, done, piece) -> ints.put(at, values, offset + done, piece));
  }

  void copyOut(SlabElements slab, long index, int[] values, int offset, int count) {
    down(slab, index, count, (at, done, piece) -> ints.get(at, values, offset + done, piece));
  }

  void copyIn(SlabElements slab, long index, byte[] values, int offset, int count) {
    up(slab, index, count, (at, done, piece) -> bytes.put(at, values, offset + done, piece));
  }

  void copyOut(SlabElements slab, long index, byte[] values, int offset, int count) {
    down(slab, index, count, (at, done, piece) -> bytes.get(at, values, offset + done, piece));
  }

  void copyIn(SlabElements slab, long index, double[] values, int offset, int count) {
    if (slab.type() == ElementType.F64) {
      up(slab, index, count, (at, done, piece) -> doubles.put(at, values, offset + done, piece));
      return;
    }
    up(
        slab,
        index,
        count,
        (at, done, piece) -> {
          for (int i = 0; i < piece; i++) {
            floats.put(at + i, (float) values[offset + done + i]);
          }
        });
  }

  void copyOut(SlabElements slab, long index, double[] values, int offset, int count) {
    if (slab.type() == ElementType.F64) {
      down(slab, index, count, (at, done, piece) -> doubles.get(at, values, offset + done, piece));
      return;
    }
    down(
        slab,
        index,
        count,
        (at, done, piece) -> {
          for (int i = 0; i < piece; i++) {
            values[offset + done + i] = floats.get(at + i);
          }
        });
  }

  /** Writes a value everywhere: one piece goes up, then the device copies what it has. */
  void fill(SlabElements slab, double value) {
    // zero bytes are zero in every type; those of -0 are others
    if (Double.doubleToRawLongBits(value) == 0) {
      clear(slab);
      return;
    }
    int first = (int) Math.min(slab.elements(), pieceOf(slab.type()));
    InFlight call = InFlight.enter();
    try {
      up(slab, 0, first, (at, done, piece) -> put(slab.type(), value, at, piece));
      spread(slab, (long) first << slab.type().shift());
    } finally {
      call.leave();
    }
  }

  /** The device writes zeros by itself. */
  private static void clear(SlabElements slab) {
    InFlight call = InFlight.enter();
    try {
      slab.memory.home.clear(new SlabPointer(address(slab, 0)), slab.bytes());
    } finally {
      call.leave();
    }
  }

  /** Repeats the first `ready` bytes to the end; what was copied is copied from. */
  private static void spread(SlabElements slab, long ready) {
    SlabPointer start = new SlabPointer(address(slab, 0));
    SlabPointer next = new SlabPointer(0);
    long more;
    for (long done = ready; done < slab.bytes(); done += more) {
      more = Math.min(done, slab.bytes() - done);
      next.moveTo(start.address() + done);
      slab.memory.home.copy(next, start, more);
    }
  }

  /** Copies from the device of another context to that of this block's, by the host. */
  synchronized void relay(
      KernelContext to, Pointer target, KernelContext from, Pointer source, long size) {
    to.requireOpen();
    for (long done = 0; done < size; done += BYTES) {
      int piece = (int) Math.min(BYTES, size - done);
      int at = take(piece);
      host.moveTo(block + at);
      device.moveTo(source.address() + done);
      Status.check(KernelsApi.canter_cuda_download(from.pointer(), host, device, piece));
      send(to, target.address() + done, at, piece);
    }
  }

  /** Waits for the work of the context, unless that has ended: copies from pinned memory are it. */
  synchronized void settle() {
    if (!ended) {
      CudaCalls.settle(ordinal, stream);
    }
  }

  /** Whether the context's work is done for ever. */
  boolean hasEnded() {
    return ended;
  }

  /** Waits for the work of the context, whose last this is, and gives the block back. */
  synchronized void end() {
    settle();
    ended = true;
    release();
  }

  private void release() {
    for (Pointer event : copied) {
      if (event != null) {
        CudaCalls.destroyEvent(ordinal, event);
      }
    }
    CudaCalls.freePinned(ordinal, block);
  }

  /** A place for a piece, in bytes of the block; what was there has been copied. */
  private int take(int size) {
    if (taken + size > BYTES) {
      int other = HALVES - 1 - half;
      CudaCalls.synchronizeEvent(ordinal, copied[other]);
      half = other;
      taken = 0;
    }
    int at = half * BYTES + taken;
    taken += (size + ALIGNMENT - 1) & -ALIGNMENT;
    return at;
  }

  /** Copies up the piece that was written last. */
  private void send(KernelContext to, long target, int at, long size) {
    host.moveTo(block + at);
    device.moveTo(target);
    Status.check(KernelsApi.canter_cuda_upload(to.pointer(), device, host, size));
    CudaCalls.record(ordinal, copied[half], stream);
  }

  private void up(SlabElements slab, long index, int count, Piece piece) {
    InFlight call = InFlight.enter();
    try {
      slab.requireOpen();
      // the block is the context's
      slab.memory.home.requireOpen();
      upload(slab, index, count, piece);
    } finally {
      call.leave();
    }
  }

  private void down(SlabElements slab, long index, int count, Piece piece) {
    InFlight call = InFlight.enter();
    try {
      slab.requireOpen();
      slab.memory.home.requireOpen();
      download(slab, index, count, piece);
    } finally {
      call.leave();
    }
  }

  private synchronized void upload(SlabElements slab, long index, int count, Piece piece) {
    int shift = slab.type().shift();
    int most = pieceOf(slab.type());
    for (int done = 0; done < count; done += most) {
      int now = Math.min(most, count - done);
      int size = now << shift;
      int at = take(size);
      piece.move(at >> shift, done, now);
      send(slab.memory.home, address(slab, index + done), at, size);
    }
  }

  // to the start of the block: what goes up from there goes before, in the same stream
  private synchronized void download(SlabElements slab, long index, int count, Piece piece) {
    KernelContext context = slab.memory.home;
    int most = pieceOf(slab.type());
    for (int done = 0; done < count; done += most) {
      int now = Math.min(most, count - done);
      host.moveTo(block);
      device.moveTo(address(slab, index + done));
      long size = (long) now << slab.type().shift();
      Status.check(KernelsApi.canter_cuda_download(context.pointer(), host, device, size));
      piece.move(0, done, now);
    }
  }

  private void put(ElementType type, double value, int at, int count) {
    for (int i = at; i < at + count; i++) {
      switch (type) {
        case F32 -> floats.put(i, (float) value);
        case F64 -> doubles.put(i, value);
        case I32 -> ints.put(i, (int) value);
        case U8 -> bytes.put(i, (byte) value);
      }
    }
  }

  private static long address(SlabElements slab, long index) {
    return slab.memory.address + ((slab.base + index) << slab.type().shift());
  }

  private static int pieceOf(ElementType type) {
    return BYTES >> type.shift();
  }
}
