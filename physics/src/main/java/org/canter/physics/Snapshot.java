// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.Arrays;

/**
 * A simulation as bytes: the whole state that a step starts from, the solver's warm start included,
 * and all derived fields. Restored into any simulation of the same model, it continues with the
 * same bits. The bytes may be kept in a file; they are good for the same model and MuJoCo version.
 */
public final class Snapshot {
  private final byte[] bytes;

  private Snapshot(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Wraps bytes that {@link #bytes()} gave. Whether they are a snapshot of the right model is found
   * when they are restored.
   *
   * @param bytes copied
   * @return a snapshot of them
   */
  public static Snapshot of(byte[] bytes) {
    return new Snapshot(bytes.clone());
  }

  /** Wraps bytes that nobody else holds. */
  static Snapshot owning(byte[] bytes) {
    return new Snapshot(bytes);
  }

  /**
   * The bytes, to keep.
   *
   * @return a copy
   */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The bytes themselves, not to be changed. */
  byte[] shared() {
    return bytes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Snapshot that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Snapshot of " + bytes.length + " bytes";
  }
}
