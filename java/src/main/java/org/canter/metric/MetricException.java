// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

/** A metric was named or written as it cannot be; the message says which, and the remedy. */
public class MetricException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what was wrong, with the value, and the way out
   */
  public MetricException(String message) {
    super(message);
  }
}
