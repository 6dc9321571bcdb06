// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import org.canter.physics.c.PhysicsApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that the native side owns memory for. It is closed once (closing again does nothing)
 * and refuses every use after that with a {@link PhysicsStateException}. One that is dropped
 * without being closed is freed some time after, with a warning in the log.
 */
public abstract class PhysicsHandle implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PhysicsHandle.class);
  private static final Cleaner CLEANER = Cleaner.create();

  private final Debt debt;
  private final Cleaner.Cleanable cleanable;

  /**
   * Takes over native memory.
   *
   * @param name what it is, for messages
   * @param release frees the native memory; must not refer to this object
   */
  PhysicsHandle(String name, Runnable release) {
    debt = new Debt(name, release);
    cleanable = CLEANER.register(this, debt);
  }

  /** What is owed to the native side, apart from the object that a user holds and may lose. */
  private static final class Debt implements Runnable {
    private final String name;
    private final Runnable release;
    private final AtomicBoolean closed = new AtomicBoolean();

    Debt(String name, Runnable release) {
      this.name = name;
      this.release = release;
    }

    boolean pay() {
      if (!closed.compareAndSet(false, true)) {
        return false;
      }
      release.run();
      return true;
    }

    @Override
    public void run() {
      if (pay()) {
        LOG.warn("{} was never closed; close it when it is no longer needed", name);
      }
    }
  }

  /**
   * How many native handles are open in this process: zero at the end of a program that closes what
   * it opens.
   *
   * @return models and pools that were not closed yet
   */
  public static long live() {
    PhysicsLibrary.load();
    return PhysicsApi.canterp_live_handles();
  }

  /**
   * Whether this handle was closed.
   *
   * @return true after the first {@link #close()}
   */
  public final boolean isClosed() {
    return debt.closed.get();
  }

  /** Gives the native memory back; later calls do nothing. Waits for calls that are under way. */
  @Override
  public final void close() {
    whileUnused(
        () -> {
          if (debt.pay()) {
            cleanable.clean();
          }
        });
  }

  /** Runs an action while no thread is inside a native call that uses this handle. */
  abstract void whileUnused(Runnable action);

  /** Throws if this handle was closed. */
  final void requireOpen() {
    if (debt.closed.get()) {
      throw new PhysicsStateException(
          debt.name + " is closed; use it before close(), or create another one");
    }
  }

  @Override
  public final String toString() {
    return debt.name + (isClosed() ? " (closed)" : "");
  }
}
