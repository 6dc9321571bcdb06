// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;

/** Off-heap doubles, seen from both sides; freed when nobody refers to them any more. */
final class Numbers {
  final DoubleBuffer buffer;
  final DoublePointer pointer;

  /** Room for some numbers, all zero. */
  Numbers(long count) {
    // one more, so that an empty buffer has an address
    long bytes = Math.multiplyExact(count + 1, (long) Double.BYTES);
    if (bytes > Integer.MAX_VALUE) {
      throw new PhysicsArgumentException(
          "a buffer of " + count + " numbers: more than one holds; use smaller slices");
    }
    DoubleBuffer whole =
        ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder()).asDoubleBuffer();
    pointer = new DoublePointer(whole);
    // slices of a buffer keep the whole alive
    buffer = whole.slice(0, (int) count);
  }

  /**
   * The addresses of rows that follow each other. The native side takes untyped pointers, for which
   * a position would count bytes: each row has a pointer of its own.
   */
  DoublePointer[] rows(int count, int width) {
    DoublePointer[] rows = new DoublePointer[count];
    Arrays.setAll(rows, row -> pointer.getPointer((long) row * width));
    return rows;
  }

  /** Copies an array in; its length must be the room there is. */
  DoublePointer take(double[] numbers, String name) {
    if (numbers.length != buffer.capacity()) {
      throw new PhysicsArgumentException(
          name + ".length = " + numbers.length + ", expected " + buffer.capacity());
    }
    buffer.put(0, numbers);
    return pointer;
  }
}
