// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

/** What a command was given does not do; knows its exit code. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ExitCode exit;

  CommandException(ExitCode exit, String message) {
    super(message);
    this.exit = exit;
  }

  ExitCode exit() {
    return exit;
  }
}
