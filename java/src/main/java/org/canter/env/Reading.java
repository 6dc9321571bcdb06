// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * Some numbers that a task reads after each step, such as the position of one body. {@link
 * TaskModel} gives them out; {@link Readings#get} reads them.
 */
public final class Reading {
  final int offset;
  private final int length;
  private final String name;

  Reading(String name, int offset, int length) {
    this.name = name;
    this.offset = offset;
    this.length = length;
  }

  /**
   * How many numbers there are.
   *
   * @return such as 3 for a position
   */
  public int length() {
    return length;
  }

  @Override
  public String toString() {
    return name + "[" + length + "]";
  }
}
