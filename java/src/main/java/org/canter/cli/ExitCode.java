// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

/** What the process answers to the shell. */
enum ExitCode {
  /** the command did what it says */
  OK(0),
  /** a defect of this program */
  INTERNAL(1),
  /** the command line is wrong */
  USAGE(2),
  /** a configuration is wrong */
  CONFIG(3),
  /** this machine lacks what was asked for */
  DEVICE(4),
  /** a file could not be read or written */
  IO(5),
  /** the physics failed */
  PHYSICS(6),
  /** ended by a signal, with a valid checkpoint; SIGTERM makes it 143 */
  INTERRUPTED(130);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  /** The number that the shell sees. */
  int code() {
    return code;
  }
}
