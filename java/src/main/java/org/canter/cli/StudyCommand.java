// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.canter.env.EnvironmentRegistry;
import org.canter.study.Studies;
import org.canter.study.Study;
import org.canter.study.StudyException;
import org.canter.study.StudyFolder;
import org.canter.study.StudyOptions;
import org.canter.study.StudyReport;
import org.canter.study.StudyRun;
import org.canter.study.StudyRunner;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Does the runs of a study that are not done yet, and makes its tables and figures. */
@Command(
    name = "study",
    description = {
      "Does the runs of a study that are not done yet, and makes its tables and figures.",
      "Without a name: lists the studies. The same command goes on where the last one ended.",
      "Runs go on side by side, each on one thread."
    },
    mixinStandardHelpOptions = true)
final class StudyCommand implements Callable<Integer> {
  @Spec private CommandSpec command;
  @Mixin private MachineOptions machine = new MachineOptions();

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "the study")
  private String name;

  @Option(
      names = "--seeds",
      paramLabel = "K",
      description = "runs of each kind, with the seeds 0 to K-1 (default: as the study has it)")
  private Integer seeds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "the study's folder (default: runs/study-NAME)")
  private Path out;

  @Option(names = "--quick", description = "a small version, which shows that everything works")
  private boolean quick;

  @Option(
      names = "--env",
      split = ",",
      paramLabel = "ID",
      description = "tasks of locomotion (default: all of the results table)")
  private List<String> environments = new ArrayList<>();

  @Option(
      names = "--algo",
      paramLabel = "NAME",
      description = "the method of locomotion (default: trpo)")
  private String algorithm = "";

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "a setting of all runs; may be repeated")
  private List<String> settings = new ArrayList<>();

  StudyCommand() {}

  @Override
  public Integer call() throws IOException {
    if (name == null) {
      list();
      return ExitCode.OK.code();
    }
    CommandLine line = command.commandLine();
    int threads = machine.threads(line);
    machine.requireProcessor(line, "studies run on the processor, several runs side by side");
    KnownEnvironments known = new KnownEnvironments(line);
    environments.forEach(known::find);
    try {
      StudyOptions options = options();
      Study study = Studies.find(name);
      return run(study, options, study.runs(options), threads);
    } catch (StudyException wrong) {
      if (wrong.getCause() == null) {
        throw new ParameterException(line, wrong.getMessage(), wrong);
      }
      throw wrong;
    }
  }

  private void list() {
    TextTable table = new TextTable("study", "what it shows");
    Studies.all().forEach(study -> table.add(study.name(), study.description()));
    print(table.toString());
  }

  private StudyOptions options() {
    if (seeds != null && seeds < 1) {
      throw new StudyException("--seeds " + seeds + ": at least 1 is needed");
    }
    return new StudyOptions(seeds == null ? 0 : seeds, quick, environments, algorithm, settings);
  }

  private int run(Study study, StudyOptions options, List<StudyRun> runs, int threads)
      throws IOException {
    Path path = out == null ? Path.of("runs", "study-" + name + (quick ? "-quick" : "")) : out;
    StudyFolder folder = new StudyFolder(path);
    PrintWriter err = command.commandLine().getErr();
    err.println("canter: study " + name + " in " + path);
    StudyRunner runner =
        new StudyRunner(
            folder,
            EnvironmentRegistry.standard(),
            threads,
            new StudyProgress(err, System::nanoTime));
    if (!finish(runner, runs)) {
      return ExitCode.INTERRUPTED.code();
    }
    StudyReport report = study.report(folder, runs, options);
    print(report.text());
    report.files().forEach(file -> print(file.toString()));
    return ExitCode.OK.code();
  }

  /** Does the runs; a signal ends them with everything saved. */
  private boolean finish(StudyRunner runner, List<StudyRun> runs) throws IOException {
    Thread stopper =
        new Thread(
            () -> {
              runner.stop();
              PrintWriter err = command.commandLine().getErr();
              err.println("canter: interrupted; the same command goes on from here");
              err.flush();
            },
            "canter-stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    try {
      return runner.run(runs);
    } finally {
      release(stopper);
    }
  }

  private static void release(Thread stopper) {
    try {
      Runtime.getRuntime().removeShutdownHook(stopper);
    } catch (IllegalStateException shuttingDown) {
      // the hook is at work: let it finish
      return;
    }
  }

  private void print(String text) {
    PrintWriter out = command.commandLine().getOut();
    out.println(text);
    out.flush();
  }
}
