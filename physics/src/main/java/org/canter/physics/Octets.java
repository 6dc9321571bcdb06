// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;

/** Off-heap bytes, seen from both sides; freed when nobody refers to them any more. */
final class Octets {
  final ByteBuffer buffer;
  final BytePointer pointer;
  private final BytePointer moving;

  /** Room for some bytes, all zero. */
  Octets(int count) {
    buffer = ByteBuffer.allocateDirect(Math.max(1, count));
    pointer = new BytePointer(buffer);
    moving = new BytePointer(pointer);
  }

  /** The address of byte `index`; good until the next call. */
  BytePointer at(int index) {
    return moving.position(index);
  }
}
