// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/**
 * Something in the physics layer failed; the message says what, with which numbers, and the way
 * out. Each kind of failure has a subclass of its own. What goes wrong inside a simulation while it
 * is stepped is no exception but a {@link Fault}.
 */
public class PhysicsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what failed and the remedy
   */
  public PhysicsException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what lies behind it.
   *
   * @param message what failed and the remedy
   * @param cause the error underneath
   */
  public PhysicsException(String message, Throwable cause) {
    super(message, cause);
  }
}
