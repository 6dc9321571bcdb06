// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

/**
 * A configuration cannot be used; the message names the key, the value, where it came from and what
 * is wanted instead.
 */
public final class ConfigException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message which setting is wrong, with its value, its source and the remedy
   */
  public ConfigException(String message) {
    super(message);
  }

  /**
   * Creates the exception with what lies behind it.
   *
   * @param message which setting is wrong, with its value, its source and the remedy
   * @param cause what was caught
   */
  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
