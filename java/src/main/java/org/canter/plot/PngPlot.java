// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws curves into a PNG picture of 1200 x 800 pixels: each a line with its band. */
public final class PngPlot {
  private static final float LINE = 2.5f;
  private static final float[] DASHES = {9, 6};
  // what a letter and a line take in a legend, in pixels
  private static final int LETTER = 11;
  private static final int KEY = 50;
  private static final Color NOTHING = new Color(0, true);

  private PngPlot() {}

  /**
   * Writes the picture.
   *
   * @param file where to, replaced if it is there
   * @param plot what to draw
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, CurvePlot plot) throws IOException {
    Chart.needNoDisplay();
    XYChart chart =
        new XYChartBuilder()
            .width(Chart.WIDTH)
            .height(Chart.HEIGHT)
            .title(plot.title())
            .xAxisTitle(plot.xTitle())
            .yAxisTitle(plot.yTitle())
            .build();
    Chart.style(chart.getStyler());
    placeLegend(chart, plot.bands());
    chart.getStyler().setXAxisTickMarkSpacingHint(110).setYAxisTickMarkSpacingHint(70);
    chart.getStyler().setXAxisMin(plot.horizontal().low());
    // all bands first, so that they cover no line
    List<Band> bands = plot.bands();
    for (int i = 0; i < bands.size(); i++) {
      if (bands.get(i).hasWidth()) {
        addBand(chart, i, bands.get(i));
      }
    }
    for (int i = 0; i < bands.size(); i++) {
      addLine(chart, i, bands.get(i));
    }
    addUnevenPoint(chart, bands.get(0));
    Chart.write(chart, file);
  }

  /** Outside, where no curve is hidden: in one row below, or else in a column beside. */
  private static void placeLegend(XYChart chart, List<Band> bands) {
    int letters = bands.stream().mapToInt(band -> legend(band).length()).sum();
    boolean row = letters * LETTER + bands.size() * KEY < Chart.WIDTH;
    chart.getStyler().setLegendPosition(row ? LegendPosition.OutsideS : LegendPosition.OutsideE);
    chart.getStyler().setLegendLayout(row ? LegendLayout.Horizontal : LegendLayout.Vertical);
  }

  private static String legend(Band band) {
    int runs = band.runs().size();
    return band.label() + " (" + runs + (runs == 1 ? " run)" : " runs)");
  }

  /** The lower edge there, the upper edge back. */
  private static void addBand(XYChart chart, int index, Band band) {
    int points = band.x().length;
    double[] x = new double[2 * points];
    double[] y = new double[2 * points];
    for (int g = 0; g < points; g++) {
      x[g] = band.x()[g];
      y[g] = band.low()[g];
      x[2 * points - 1 - g] = band.x()[g];
      y[2 * points - 1 - g] = band.high()[g];
    }
    XYSeries series = chart.addSeries("band " + index, x, y);
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(Palette.band(index));
    hide(series);
  }

  private static void addLine(XYChart chart, int index, Band band) {
    XYSeries series = chart.addSeries("line " + index, band.x(), band.centre());
    series.setLabel(legend(band));
    series.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
    series.setLineColor(Palette.line(index)).setLineStyle(stroke(Palette.isDashed(index)));
    // a single point has no line to be seen by
    series.setMarker(band.x().length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    series.setMarkerColor(Palette.line(index));
  }

  /**
   * XChart puts ticks at the steps of the data where these are even; one that nobody sees and that
   * is not brings back the round numbers.
   */
  private static void addUnevenPoint(XYChart chart, Band band) {
    if (band.x().length > 1) {
      double between = band.x()[0] + (band.x()[1] - band.x()[0]) / Math.PI;
      double[] x = {between};
      double[] y = {band.centre()[0]};
      hide(chart.addSeries("uneven", x, y));
    }
  }

  private static void hide(XYSeries series) {
    series.setShowInLegend(false);
    series.setMarker(SeriesMarkers.NONE).setLineColor(NOTHING).setLineWidth(0);
  }

  private static BasicStroke stroke(boolean dashed) {
    return dashed
        ? new BasicStroke(LINE, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES, 0)
        : new BasicStroke(LINE, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }
}
