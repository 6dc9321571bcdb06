// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import org.canter.run.RunDirectory;
import org.canter.run.RunListener;
import org.canter.run.RunSummary;
import org.canter.run.TrainingRun;
import org.canter.train.IterationReport;
import picocli.CommandLine;

/**
 * A training run as the user of a command sees it: progress, a clean end at SIGINT and SIGTERM, and
 * what came out.
 */
final class RunConsole {
  private final PrintWriter out;
  private final PrintWriter err;
  private final RunDirectory directory;

  RunConsole(CommandLine line, RunDirectory directory) {
    this.out = line.getOut();
    this.err = line.getErr();
    this.directory = directory;
  }

  /** Runs to the end; the process's own exit code tells of an interruption. */
  int run(TrainingRun run) throws IOException {
    Thread stopper = new Thread(() -> stop(run), "canter-stop");
    Runtime.getRuntime().addShutdownHook(stopper);
    RunSummary summary;
    try {
      summary = train(run);
    } finally {
      release(stopper);
    }
    if (summary == null) {
      return ExitCode.INTERRUPTED.code();
    }
    report(summary);
    CurveFile.write(directory).ifPresent(curve -> out.println("curve:   " + curve));
    out.println("summary: " + directory.summary());
    out.flush();
    return ExitCode.OK.code();
  }

  private RunSummary train(TrainingRun run) throws IOException {
    ProgressLine line = new ProgressLine(err, ProgressLine.onTerminal(), System::nanoTime);
    long total = run.trainer().config().steps();
    try {
      return run.run(
          new RunListener() {
            @Override
            public void iterated(IterationReport report) {
              line.update(report.environmentSteps(), total, report.returnMean(), report.kl());
            }
          });
    } finally {
      line.finish();
    }
  }

  /** In the shutdown that a signal began: drops what is under way and saves. */
  private void stop(TrainingRun run) {
    run.stop();
    err.println();
    err.println(
        "canter: interrupted; the state after "
            + run.savedIterations()
            + " iterations is saved. To go on: canter resume "
            + directory.path());
    err.flush();
  }

  /** Takes the hook back, or waits for it where a signal has set it to work. */
  private static void release(Thread stopper) {
    try {
      Runtime.getRuntime().removeShutdownHook(stopper);
    } catch (IllegalStateException shuttingDown) {
      // closing the run under it would take its files away; it waits for nobody
      boolean interrupted = false;
      while (stopper.isAlive()) {
        try {
          stopper.join();
        } catch (InterruptedException again) {
          interrupted = true;
        }
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void report(RunSummary summary) {
    int episodes = summary.config().evaluation().finalEpisodes();
    out.printf(
        Locale.ROOT,
        "%s, %s, seed %d: %,d steps in %.1f s%n",
        summary.config().env(),
        summary.config().algo(),
        summary.config().seed(),
        summary.environmentSteps(),
        summary.wallSeconds());
    out.printf(
        Locale.ROOT,
        "final policy: return %.1f +- %.1f over %d deterministic episodes%n",
        summary.finalReturns().mean(),
        summary.finalReturns().deviation(),
        episodes);
    out.printf(
        Locale.ROOT,
        "best policy (after %,d steps): return %.1f +- %.1f over %d others%n",
        summary.bestSteps(),
        summary.bestReturns().mean(),
        summary.bestReturns().deviation(),
        episodes);
  }
}
