// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.nio.ByteBuffer;
import org.canter.kernels.ElementType;
import org.canter.kernels.Slab;

/** Moves a slab's elements to and from bytes, bit by bit: a NaN keeps its payload. */
final class SlabBytes {
  private static final int PIECE = 1 << 14;
  private static final int DEVICE_PIECE = 1 << 24;

  private SlabBytes() {}

  /** The letter that stands for a type of elements, whatever their order in the enum. */
  static byte code(ElementType type) {
    return switch (type) {
      case F32 -> 'f';
      case F64 -> 'd';
      case I32 -> 'i';
      case U8 -> 'b';
    };
  }

  /** Appends all elements. */
  static void put(ByteBuffer out, Slab slab) {
    move(out, slab, false);
  }

  /** Takes all elements. */
  static void get(ByteBuffer in, Slab slab) {
    move(in, slab, true);
  }

  private static void move(ByteBuffer bytes, Slab slab, boolean intoSlab) {
    // each piece that comes from a GPU is waited for
    int piece = slab.place().isHost() ? PIECE : DEVICE_PIECE;
    for (long at = 0; at < slab.elements(); at += piece) {
      int count = (int) Math.min(piece, slab.elements() - at);
      switch (slab.type()) {
        case F32 -> moveFloats(bytes, slab, at, new float[count], intoSlab);
        case F64 -> moveDoubles(bytes, slab, at, new double[count], intoSlab);
        case I32 -> moveInts(bytes, slab, at, new int[count], intoSlab);
        case U8 -> moveBytes(bytes, slab, at, new byte[count], intoSlab);
      }
      bytes.position(bytes.position() + count * slab.type().bytes());
    }
  }

  private static void moveFloats(
      ByteBuffer bytes, Slab slab, long at, float[] piece, boolean intoSlab) {
    if (intoSlab) {
      bytes.asFloatBuffer().get(piece);
      slab.copyFrom(at, piece, 0, piece.length);
    } else {
      slab.copyTo(at, piece, 0, piece.length);
      bytes.asFloatBuffer().put(piece);
    }
  }

  private static void moveDoubles(
      ByteBuffer bytes, Slab slab, long at, double[] piece, boolean intoSlab) {
    if (intoSlab) {
      bytes.asDoubleBuffer().get(piece);
      slab.copyFrom(at, piece, 0, piece.length);
    } else {
      slab.copyTo(at, piece, 0, piece.length);
      bytes.asDoubleBuffer().put(piece);
    }
  }

  private static void moveInts(
      ByteBuffer bytes, Slab slab, long at, int[] piece, boolean intoSlab) {
    if (intoSlab) {
      bytes.asIntBuffer().get(piece);
      slab.copyFrom(at, piece, 0, piece.length);
    } else {
      slab.copyTo(at, piece, 0, piece.length);
      bytes.asIntBuffer().put(piece);
    }
  }

  private static void moveBytes(
      ByteBuffer bytes, Slab slab, long at, byte[] piece, boolean intoSlab) {
    if (intoSlab) {
      bytes.slice().get(piece);
      slab.copyFrom(at, piece, 0, piece.length);
    } else {
      slab.copyTo(at, piece, 0, piece.length);
      bytes.slice().put(piece);
    }
  }
}
