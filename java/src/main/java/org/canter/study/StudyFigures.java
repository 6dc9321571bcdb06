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

/** Curves of a study's runs, a band over seeds for each group. */
final class StudyFigures {
  /** The mean return of the last hundred training episodes. */
  static final String RETURN = "return_mean";

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
      curves.add(curve(folder, run, MetricSink.ENVIRONMENT_STEPS, RETURN));
    }
    return bands(curves);
  }

  /** A band for each label, of the mean over seeds. */
  static List<Band> bands(List<RunCurve> curves) {
    return CurveGroup.byLabel(curves).stream()
        .map(group -> group.band(Statistic.MEAN, Interpolation.LINEAR))
        .toList();
  }

  /** One column of a run over another. */
  static RunCurve curve(StudyFolder folder, StudyRun run, String x, String y) throws IOException {
    Map<String, double[]> columns = MetricFile.read(folder.directory(run).progress());
    return new RunCurve(run.group(), run.name(), columns.get(x), columns.get(y));
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
