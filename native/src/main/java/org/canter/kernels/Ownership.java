// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Who owes the native side a release, apart from the object that a user holds: it stays reachable
 * when that object is lost, so that the loss can be reported and made good.
 */
final class Ownership implements Runnable {
  private static final VarHandle CLOSED;

  static {
    try {
      CLOSED = MethodHandles.lookup().findVarHandle(Ownership.class, "closed", boolean.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final String type;
  private final String description;
  private final Runnable release;
  private final Throwable creation;
  private volatile boolean closed;

  /**
   * Takes the debt on.
   *
   * @param type what is counted together, such as "Policy"
   * @param description what tells this one from others of its type
   * @param release frees the native side; must not refer to the object that a user holds
   */
  Ownership(String type, String description, Runnable release) {
    this.type = type;
    this.description = description;
    this.release = release;
    this.creation = LiveHandles.isTracing() ? new Throwable("created here") : null;
    LiveHandles.opened(this);
  }

  /** Whether the debt is paid. */
  boolean isClosed() {
    return closed;
  }

  /** Pays the debt, once: true for the call that did. */
  boolean close() {
    if (!CLOSED.compareAndSet(this, false, true)) {
      return false;
    }
    LiveHandles.closed(this);
    Retired.retire(release);
    return true;
  }

  /** Called when the object that a user held was collected, or was closed by hand before. */
  @Override
  public void run() {
    if (close()) {
      LiveHandles.leaked(this);
    }
  }

  /** What is counted together. */
  String type() {
    return type;
  }

  /** Where it was created; null unless creation is traced. */
  Throwable creation() {
    return creation;
  }

  @Override
  public String toString() {
    return type + " " + description;
  }
}
