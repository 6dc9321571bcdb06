// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.lang.ref.Cleaner;

/**
 * Something that the native side owns memory for. It is closed once (closing again does nothing)
 * and refuses every use after that with a {@link ClosedHandleException}.
 *
 * <p>A handle may be closed while other threads are inside calls that use it: those calls end as
 * they would have, the memory is freed after them, and calls that come later are refused. A handle
 * that is dropped without being closed is freed some time after, and reported: see {@link
 * LiveHandles}.
 */
public abstract class NativeHandle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Ownership ownership;
  private final Cleaner.Cleanable cleanable;

  /**
   * Takes over native memory.
   *
   * @param type what is counted together, such as "Policy"
   * @param description what tells this handle from others of its type
   * @param release frees the native memory; must not refer to this object
   */
  NativeHandle(String type, String description, Runnable release) {
    ownership = new Ownership(type, description, release);
    cleanable = CLEANER.register(this, ownership);
  }

  /**
   * Whether this handle was closed.
   *
   * @return true after the first {@link #close()}
   */
  public final boolean isClosed() {
    return ownership.isClosed();
  }

  /** Gives the native memory back; later calls do nothing. */
  @Override
  public final void close() {
    if (ownership.close()) {
      cleanable.clean();
    }
  }

  /** Throws if this handle was closed. */
  final void requireOpen() {
    if (ownership.isClosed()) {
      throw new ClosedHandleException(
          ownership + " is closed; use it before close(), or create another one");
    }
  }

  @Override
  public final String toString() {
    return ownership + (isClosed() ? " (closed)" : "");
  }
}
