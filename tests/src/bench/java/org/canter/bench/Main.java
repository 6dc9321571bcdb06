// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line: one subcommand for each benchmark. */
@Command(
    name = "canter bench",
    description = "Measures Canter beside a reference.",
    mixinStandardHelpOptions = true,
    subcommands = KernelBench.class)
public final class Main {
  Main() {}

  /**
   * Runs one benchmark and ends the process with its exit code.
   *
   * @param args the words after {@code canter bench}
   */
  public static void main(String[] args) {
    PrintWriter out = new PrintWriter(System.out, true);
    PrintWriter err = new PrintWriter(System.err, true);
    System.exit(new CommandLine(new Main()).setOut(out).setErr(err).execute(args));
  }
}
