// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.canter.plot.Band;
import org.canter.plot.CurveGroup;
import org.canter.plot.CurvePlot;
import org.canter.plot.HtmlPlot;
import org.canter.plot.Interpolation;
import org.canter.plot.Interval;
import org.canter.plot.PlotException;
import org.canter.plot.PngPlot;
import org.canter.plot.RunCurve;
import org.canter.plot.Statistic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Draws the curves of training runs. */
@Command(
    name = "plot",
    description = {
      "Draws the curves of training runs, with the 95 %% bootstrap interval over seeds.",
      "Runs of the same environment and algorithm are the seeds of one curve."
    },
    mixinStandardHelpOptions = true)
final class PlotCommand implements Callable<Integer> {
  @Spec private CommandSpec command;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "run directories")
  private List<Path> runs;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "a picture (.png) or a page that stands alone (.html)")
  private Path out;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "a column of progress.csv (default: ${DEFAULT-VALUE})",
      defaultValue = "return_mean")
  private String metric;

  @Option(
      names = "--statistic",
      paramLabel = "S",
      description = "over seeds: mean or iqm, the interquartile mean (default: ${DEFAULT-VALUE})",
      defaultValue = "mean")
  private String statistic;

  @Option(
      names = "--smooth",
      paramLabel = "K",
      description = "show means of the last K iterations (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private int window;

  @Option(
      names = "--title",
      paramLabel = "T",
      description = "above the curves (default: what they have in common)")
  private String title;

  PlotCommand() {}

  /** How a plot becomes a file. */
  @FunctionalInterface
  private interface Format {
    void write(Path file, CurvePlot plot) throws IOException;
  }

  @Override
  public Integer call() throws IOException {
    // what is wrong with the command line is said before anything is read
    Format format = format();
    Statistic chosen = statistic();
    requireRuns();
    CurvePlot plot = plot(chosen);
    format.write(out, plot);
    report(plot, chosen);
    return ExitCode.OK.code();
  }

  private Format format() {
    String name = out.toString().toLowerCase(Locale.ROOT);
    if (name.endsWith(".png")) {
      return PngPlot::write;
    }
    if (name.endsWith(".html")) {
      return HtmlPlot::write;
    }
    throw usage("--out " + out + ": a plot is a .png or an .html file");
  }

  private Statistic statistic() {
    for (Statistic one : Statistic.values()) {
      if (one.id().equals(statistic.toLowerCase(Locale.ROOT))) {
        return one;
      }
    }
    throw usage("--statistic " + statistic + ": there are mean and iqm");
  }

  private void requireRuns() throws IOException {
    if (window < 1) {
      throw usage("--smooth " + window + ": at least 1 iteration is shown as it is");
    }
    Set<Path> seen = new HashSet<>();
    for (Path run : runs) {
      if (!Files.isDirectory(run)) {
        throw new CommandException(
            ExitCode.IO, run + ": no such run directory; canter train makes one");
      }
      if (!Files.isRegularFile(run.resolve(RunCurve.FILE_NAME))) {
        throw new CommandException(
            ExitCode.IO, run + " holds no " + RunCurve.FILE_NAME + "; is it a run directory?");
      }
      // a run counted twice would pass for two seeds
      if (!seen.add(run.toRealPath())) {
        throw usage(run + " is given twice; every run is one seed");
      }
    }
  }

  private CurvePlot plot(Statistic chosen) throws IOException {
    try {
      List<RunCurve> curves = new ArrayList<>();
      for (Path run : runs) {
        curves.add(RunCurve.read(run, metric).smoothed(window));
      }
      List<Band> bands =
          CurveGroup.byLabel(curves).stream()
              .map(group -> group.band(chosen, Interpolation.LINEAR))
              .toList();
      String smoothed = window == 1 ? "" : ", last " + window + " iterations";
      return new CurvePlot(
          title == null ? commonTitle(bands) : title,
          "environment steps",
          metric + " (" + chosen.title() + " over seeds" + smoothed + ")",
          bands);
    } catch (PlotException wrong) {
      throw usage(wrong.getMessage());
    }
  }

  private String commonTitle(List<Band> bands) {
    return bands.size() == 1 ? bands.get(0).label() : metric + " of " + bands.size() + " groups";
  }

  private void report(CurvePlot plot, Statistic chosen) {
    TextTable table =
        new TextTable("runs of", "runs", "steps", chosen.id() + " of final " + metric, "95 %");
    for (Band band : plot.bands()) {
      Interval interval = band.lastInterval();
      table.add(
          band.label(),
          Integer.toString(band.runs().size()),
          String.format(Locale.ROOT, "%.0f", band.x()[band.x().length - 1]),
          number(band.last()),
          band.hasWidth() ? number(interval.low()) + " to " + number(interval.high()) : "");
    }
    PrintWriter print = command.commandLine().getOut();
    print.print(table);
    print.println("drawn: " + out);
    print.flush();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.5g", value);
  }

  private static CommandException usage(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
