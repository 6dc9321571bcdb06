// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * Where the memory of a {@link Slab} lies. A context computes with slabs of one place: one of the
 * processor with those of the host, pinned or not, one of a GPU with those of its device.
 */
public final class Place {
  /** Ordinary memory of the host. */
  public static final Place HOST = new Place("host", -1);

  /** Memory of the host that the system never moves, so that a GPU copies it without waiting. */
  public static final Place PINNED = new Place("pinned host memory", -1);

  private final String text;
  // -1 for the host
  private final int ordinal;

  private Place(String text, int ordinal) {
    this.text = text;
    this.ordinal = ordinal;
  }

  /**
   * The memory of a GPU.
   *
   * @param ordinal its number, counted from 0, after CUDA_VISIBLE_DEVICES
   * @return the place
   */
  public static Place cuda(int ordinal) {
    if (ordinal < 0) {
      throw new KernelArgumentException(
          "ordinal = %s is below 0; devices are counted from 0".formatted(ordinal));
    }
    return new Place("cuda:" + ordinal, ordinal);
  }

  /**
   * Whether the processor reads and writes this memory.
   *
   * @return true for {@link #HOST} and {@link #PINNED}
   */
  public boolean isHost() {
    return ordinal < 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Place place && place.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** "host", "pinned host memory", or "cuda:0". */
  @Override
  public String toString() {
    return text;
  }
}
