// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs commands and keeps what they print. */
final class CommandRun {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  /** Runs a command; answers its exit code. */
  int of(String... words) {
    return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), words);
  }

  String out() {
    return out.toString();
  }

  String err() {
    return err.toString();
  }
}
