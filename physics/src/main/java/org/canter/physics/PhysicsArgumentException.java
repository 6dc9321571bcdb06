// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/** A number, a name, a size or an index is not one that the call takes. */
public final class PhysicsArgumentException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public PhysicsArgumentException(String message) {
    super(message);
  }
}
