// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

/**
 * One line of what the doctor found.
 *
 * @param state whether it is there, and whether it must be
 * @param subject what was looked at
 * @param detail what was seen
 * @param remedy what to do about it; empty where nothing is to do
 */
record Finding(State state, String subject, String detail, String remedy) {

  /** How a finding counts. */
  enum State {
    /** there */
    OK,
    /** not there, and not needed */
    ABSENT,
    /** needed and not there */
    FAILED
  }

  static Finding ok(String subject, String detail) {
    return new Finding(State.OK, subject, detail, "");
  }

  static Finding absent(String subject, String detail, String remedy) {
    return new Finding(State.ABSENT, subject, detail, remedy);
  }

  static Finding failed(String subject, String detail, String remedy) {
    return new Finding(State.FAILED, subject, detail, remedy);
  }

  /** The finding as a line, with its remedy on a second one. */
  String text() {
    String line = String.format("%-7s %-12s %s", state.name().toLowerCase(), subject, detail);
    return remedy.isEmpty() ? line : line + System.lineSeparator() + "        remedy: " + remedy;
  }
}
