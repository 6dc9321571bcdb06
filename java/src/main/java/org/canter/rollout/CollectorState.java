// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.canter.env.EnvironmentSpec;

/**
 * A collector as bytes: what it must have in common with the one that takes them over, then every
 * environment in the order of their numbers. Threads and slices leave no trace.
 */
final class CollectorState {
  // "canter rollout, layout 1"
  private static final int MAGIC = 0x43_52_4f_01;

  private CollectorState() {}

  /** The state of all slices. */
  static byte[] save(byte[] identity, List<SliceWorker> workers) {
    long size = identity.length;
    for (SliceWorker worker : workers) {
      size += (long) worker.columns().rows * worker.columns().rowBytes();
    }
    if (size > Integer.MAX_VALUE - 8) {
      throw new RolloutException(
          "the state of all environments takes "
              + size
              + " bytes, more than an array holds; use"
              + " fewer environments");
    }
    ByteBuffer out = ByteBuffer.allocate((int) size).put(identity);
    workers.forEach(worker -> worker.columns().save(out));
    return out.array();
  }

  /** Throws unless these are the bytes of a state that the workers can take over. */
  static void require(byte[] state, byte[] identity, List<SliceWorker> workers) {
    long wanted = identity.length;
    for (SliceWorker worker : workers) {
      wanted += (long) worker.columns().rows * worker.columns().rowBytes();
    }
    int head = Math.min(state.length, identity.length);
    if (state.length != wanted
        || !ByteBuffer.wrap(state, 0, head).equals(ByteBuffer.wrap(identity))) {
      throw new RolloutException(
          "a saved state of "
              + state.length
              + " bytes does not fit this collector, whose states have "
              + wanted
              + " bytes; it takes the environment, number of environments, unit of the"
              + " horizon, action mapping, seed and stream that it was saved with");
    }
  }

  /** The part of a state that belongs to a slice. */
  static ByteBuffer part(byte[] state, byte[] identity, SliceColumns columns) {
    int rowBytes = columns.rowBytes();
    int from = identity.length + columns.first * rowBytes;
    return ByteBuffer.wrap(state, from, columns.rows * rowBytes);
  }

  /** What tells which collectors can continue each other's states. */
  static byte[] identity(EnvironmentSpec spec, RolloutConfig config) {
    byte[] id = spec.id().getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(id.length + 6 * Integer.BYTES + Long.BYTES)
        .putInt(MAGIC)
        .putInt(id.length)
        .put(id)
        .putInt(config.environments())
        .putInt(config.horizon().unit().ordinal())
        .putInt(config.mapping().ordinal())
        .putInt(config.stream().code())
        .putLong(config.seed())
        .array();
  }
}
