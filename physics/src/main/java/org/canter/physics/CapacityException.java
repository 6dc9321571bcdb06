// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/** More contacts, constraints or stack would be needed than fit. */
public final class CapacityException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public CapacityException(String message) {
    super(message);
  }
}
