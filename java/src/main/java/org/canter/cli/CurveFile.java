// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.canter.plot.Band;
import org.canter.plot.CurveGroup;
import org.canter.plot.CurvePlot;
import org.canter.plot.Interpolation;
import org.canter.plot.PlotException;
import org.canter.plot.PngPlot;
import org.canter.plot.RunCurve;
import org.canter.plot.Statistic;
import org.canter.run.RunDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The curve of returns that a run leaves in its directory. */
final class CurveFile {
  private static final Logger LOG = LoggerFactory.getLogger(CurveFile.class);
  private static final String NAME = "curve.png";
  private static final String METRIC = "return_mean";

  private CurveFile() {}

  /**
   * Draws the curve; empty if no episode ended, so that there is none, or if it cannot be drawn.
   */
  static Optional<Path> write(RunDirectory directory) throws IOException {
    Path file = directory.path().resolve(NAME);
    try {
      RunCurve curve = RunCurve.read(directory.path(), METRIC);
      Band band =
          new CurveGroup(curve.label(), List.of(curve)).band(Statistic.MEAN, Interpolation.LINEAR);
      String title = "mean return of the last 100 episodes";
      PngPlot.write(file, new CurvePlot(curve.label(), "environment steps", title, List.of(band)));
      return Optional.of(file);
    } catch (PlotException nothing) {
      return Optional.empty();
    } catch (LinkageError | InternalError cannotDraw) {
      // a Java without java.desktop, or a server without fonts: the run itself is whole
      LOG.warn(
          "no {}: this Java cannot draw ({}); canter plot draws it elsewhere", NAME, cannotDraw);
      return Optional.empty();
    }
  }
}
