// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.metric.MetricFile;
import org.canter.metric.MetricSink;
import org.canter.plot.Band;
import org.canter.plot.CurveGroup;
import org.canter.plot.CurvePlot;
import org.canter.plot.HtmlPlot;
import org.canter.plot.Interpolation;
import org.canter.plot.PngPlot;
import org.canter.plot.RunCurve;
import org.canter.plot.Statistic;
import org.canter.run.RunDirectory;

/** Curves of a study's runs, a band over seeds for each group. */
final class StudyFigures {
  // of the last hundred training episodes
  private static final String RETURN = "return_mean";

  private StudyFigures() {}

  /** The runs of each group, in the order in which groups come up. */
  static Map<String, List<StudyRun>> byGroup(List<StudyRun> runs) {
    Map<String, List<StudyRun>> groups = new LinkedHashMap<>();
    runs.forEach(run -> groups.computeIfAbsent(run.group(), key -> new ArrayList<>()).add(run));
    return groups;
  }

  /** Bands of the mean return over environment steps. */
  static List<Band> returns(StudyFolder folder, List<StudyRun> runs) throws IOException {
    List<RunCurve> curves = new ArrayList<>();
    for (StudyRun run : runs) {
      double[] steps = column(folder.directory(run), MetricSink.ENVIRONMENT_STEPS);
      double[] returns = column(folder.directory(run), RETURN);
      curves.add(new RunCurve(run.group(), run.name(), steps, returns));
    }
    return bands(curves);
  }

  /** A band for each label, of the mean over seeds. */
  static List<Band> bands(List<RunCurve> curves) {
    return CurveGroup.byLabel(curves).stream()
        .map(group -> group.band(Statistic.MEAN, Interpolation.LINEAR))
        .toList();
  }

  /** One metric of a run, a number for each iteration. */
  static double[] column(RunDirectory directory, String name) throws IOException {
    double[] values = MetricFile.read(directory.progress()).get(name);
    if (values == null) {
      throw new IOException(directory.progress() + " has no column \"" + name + "\"");
    }
    return values;
  }

  /** Writes a picture and a page. */
  static List<Path> write(StudyFolder folder, String name, CurvePlot plot) throws IOException {
    Path picture = folder.file(name + ".png");
    Path page = folder.file(name + ".html");
    PngPlot.write(picture, plot);
    HtmlPlot.write(page, plot);
    return List.of(picture, page);
  }
}
