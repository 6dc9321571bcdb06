// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.ArrayList;
import java.util.List;

/**
 * The pinned memory of a slab, and which contexts copy from it. Such copies are under way when
 * their calls return: memory that is closed meanwhile is freed after them.
 */
final class PinnedBlock {
  private final int ordinal;
  private final long address;
  private final List<Staging> readers = new ArrayList<>(1);

  private PinnedBlock(int ordinal, long address) {
    this.ordinal = ordinal;
    this.address = address;
  }

  /** Pins `size` bytes for a slab. */
  static PinnedBlock ofSlab(int ordinal, long size, String description) {
    return new PinnedBlock(
        ordinal,
        CudaCalls.allocatePinned(
            ordinal,
            size,
            "pinned slab " + description,
            "use a smaller batch, or memory that is not pinned (Slab.allocate)"));
  }

  long address() {
    return address;
  }

  /** Called inside the call that copies, so that the memory is not freed before this is known. */
  synchronized void readBy(KernelContext context) {
    Staging reader = context.staging();
    if (!readers.contains(reader)) {
      readers.removeIf(Staging::hasEnded);
      readers.add(reader);
    }
  }

  /** Frees the memory once nothing reads it. */
  synchronized void free() {
    readers.forEach(Staging::settle);
    CudaCalls.freePinned(ordinal, address);
  }
}
