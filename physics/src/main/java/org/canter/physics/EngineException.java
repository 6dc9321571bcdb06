// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/** MuJoCo met a fatal error; the message is MuJoCo's. */
public final class EngineException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message the failing expression, the numbers and the remedy
   */
  public EngineException(String message) {
    super(message);
  }
}
