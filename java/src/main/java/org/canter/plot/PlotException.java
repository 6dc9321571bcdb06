// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

/** What was to be drawn cannot be; the message names it, and the remedy. */
public class PlotException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was wrong, with the value, and the way out
   */
  public PlotException(String message) {
    super(message);
  }
}
