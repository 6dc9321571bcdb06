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
 * block of the host, in the order of the context's stream. One for each context of a GPU; one
 * thread at a time uses it, others wait.
 */
final class Staging {
  static final int BYTES = 1 << 20;

  /** Moves elements between the block and what the caller has. */
  @FunctionalInterface
  interface Piece {
    /** Elements done..done+count-1 of the caller, the first `count` of the block. */
    void move(int done, int count);
  }

  private final BytePointer block = new BytePointer(BYTES);
  private final ByteBuffer bytes = block.asByteBuffer().order(ByteOrder.nativeOrder());
  private final IntBuffer ints = bytes.asIntBuffer();
  private final FloatBuffer floats = bytes.asFloatBuffer();
  private final DoubleBuffer doubles = bytes.asDoubleBuffer();
  private final SlabPointer device = new SlabPointer(0);

  void copyIn(SlabElements slab, long index, float[] values, int offset, int count) {
    up(slab, index, count, (done, piece) -> floats.put(0, values, offset + done, piece));
  }

  void copyOut(SlabElements slab, long index, float[] values, int offset, int count) {
    down(slab, index, count, (done, piece) -> floats.get(0, values, offset + done, piece));
  }

  void copyIn(SlabElements slab, long index, int[] values, int offset, int count) {
    up(slab, index, count, (done, piece) -> ints.put(0, values, offset + done, piece));
  }

  void copyOut(SlabElements slab, long index, int[] values, int offset, int count) {
    down(slab, index, count, (done, piece) -> ints.get(0, values, offset + done, piece));
  }

  void copyIn(SlabElements slab, long index, byte[] values, int offset, int count) {
    up(slab, index, count, (done, piece) -> bytes.put(0, values, offset + done, piece));
  }

  void copyOut(SlabElements slab, long index, byte[] values, int offset, int count) {
    down(slab, index, count, (done, piece) -> bytes.get(0, values, offset + done, piece));
  }

  void copyIn(SlabElements slab, long index, double[] values, int offset, int count) {
    if (slab.type() == ElementType.F64) {
      up(slab, index, count, (done, piece) -> doubles.put(0, values, offset + done, piece));
      return;
    }
    up(
        slab,
        index,
        count,
        (done, piece) -> {
          for (int i = 0; i < piece; i++) {
            floats.put(i, (float) values[offset + done + i]);
          }
        });
  }

  void copyOut(SlabElements slab, long index, double[] values, int offset, int count) {
    if (slab.type() == ElementType.F64) {
      down(slab, index, count, (done, piece) -> doubles.get(0, values, offset + done, piece));
      return;
    }
    down(
        slab,
        index,
        count,
        (done, piece) -> {
          for (int i = 0; i < piece; i++) {
            values[offset + done + i] = floats.get(i);
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
      up(slab, 0, first, (done, piece) -> put(slab.type(), value, piece));
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

  /** Copies from the device of this block's context to that of another one, by the host. */
  synchronized void relay(
      KernelContext to, Pointer target, KernelContext from, Pointer source, long size) {
    from.requireOpen();
    SlabPointer into = new SlabPointer(0);
    for (long done = 0; done < size; done += BYTES) {
      long piece = Math.min(BYTES, size - done);
      device.moveTo(source.address() + done);
      Status.check(KernelsApi.canter_cuda_download(from.pointer(), block, device, piece));
      into.moveTo(target.address() + done);
      Status.check(KernelsApi.canter_cuda_upload(to.pointer(), into, block, piece));
    }
  }

  /** Gives the block back. */
  void free() {
    block.close();
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

  // what is read from ordinary memory may change when the call returns
  private synchronized void upload(SlabElements slab, long index, int count, Piece piece) {
    KernelContext context = slab.memory.home;
    int most = pieceOf(slab.type());
    for (int done = 0; done < count; done += most) {
      int now = Math.min(most, count - done);
      piece.move(done, now);
      device.moveTo(address(slab, index + done));
      long size = (long) now << slab.type().shift();
      Status.check(KernelsApi.canter_cuda_upload(context.pointer(), device, block, size));
    }
  }

  private synchronized void download(SlabElements slab, long index, int count, Piece piece) {
    KernelContext context = slab.memory.home;
    int most = pieceOf(slab.type());
    for (int done = 0; done < count; done += most) {
      int now = Math.min(most, count - done);
      device.moveTo(address(slab, index + done));
      long size = (long) now << slab.type().shift();
      Status.check(KernelsApi.canter_cuda_download(context.pointer(), block, device, size));
      piece.move(done, now);
    }
  }

  private void put(ElementType type, double value, int count) {
    for (int i = 0; i < count; i++) {
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
