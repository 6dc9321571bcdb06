// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Properties;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line of Canter: one subcommand per task, one exit code per kind of failure. */
@Command(
    name = "canter",
    description = "Trust-region policy optimisation of physics-based locomotion.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    subcommands = {
      TrainCommand.class,
      ResumeCommand.class,
      EvalCommand.class,
      VerifyCommand.class,
      PlotCommand.class,
      StudyCommand.class,
      ReplayCommand.class,
      EnvsCommand.class,
      AlgosCommand.class,
      DevicesCommand.class,
      BenchCommand.class,
      DoctorCommand.class
    })
public final class Main implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-v", "--verbose"},
      description = "show the stack trace of a failure",
      scope = ScopeType.INHERIT)
  private boolean verbose;

  Main() {}

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /**
   * Runs one command.
   *
   * @param out where results go
   * @param err where complaints go
   * @param args the words after {@code canter}
   * @return the exit code: 0 ok, 2 usage, 3 configuration, 4 device, 5 input or output, 6 physics
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    Main main = new Main();
    return new CommandLine(main)
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(new FailureReport(main))
        .execute(args);
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the words after {@code canter}
   */
  public static void main(String[] args) {
    System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
  }

  /** The version that the build wrote beside this class. */
  static final class Version implements CommandLine.IVersionProvider {
    Version() {}

    @Override
    public String[] getVersion() throws IOException {
      Properties properties = new Properties();
      try (InputStream stream = Main.class.getResourceAsStream("version.properties")) {
        properties.load(stream);
      }
      return new String[] {"canter " + properties.getProperty("version")};
    }
  }
}
