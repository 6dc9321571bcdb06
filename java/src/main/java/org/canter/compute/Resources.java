// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import java.util.ArrayDeque;
import java.util.Deque;

/** What an object has opened, to be closed with it, the latest first. */
public final class Resources implements AutoCloseable {
  private final Deque<AutoCloseable> opened = new ArrayDeque<>();

  /** Creates an empty collection. */
  public Resources() {}

  /**
   * Takes something over.
   *
   * @param one what will be closed
   * @param <T> its type
   * @return the same
   */
  public <T extends AutoCloseable> T own(T one) {
    opened.push(one);
    return one;
  }

  /**
   * Closes everything after a failure; what fails on the way is attached to it.
   *
   * @param failure what went wrong first
   */
  public void closeAfter(Throwable failure) {
    while (!opened.isEmpty()) {
      try {
        opened.pop().close();
      } catch (Exception another) {
        failure.addSuppressed(another);
      }
    }
  }

  /** Closes everything, then throws what failed on the way; later calls do nothing. */
  @Override
  public void close() {
    IllegalStateException failure = new IllegalStateException("parts could not be closed");
    closeAfter(failure);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
