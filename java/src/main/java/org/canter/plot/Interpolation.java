// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

/** What a curve is between two of its points. */
public enum Interpolation {
  /** a straight line */
  LINEAR,
  /** the value of the point before */
  LAST_VALUE
}
