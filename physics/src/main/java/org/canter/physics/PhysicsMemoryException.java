// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/** Memory for models or simulations could not be had. */
public final class PhysicsMemoryException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public PhysicsMemoryException(String message) {
    super(message);
  }
}
