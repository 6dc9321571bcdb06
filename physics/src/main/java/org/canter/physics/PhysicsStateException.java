// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/** A handle that was closed, or a snapshot of another model, was used. */
public final class PhysicsStateException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public PhysicsStateException(String message) {
    super(message);
  }
}
