// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.internal.chartpart.IChart;
import org.knowm.xchart.style.AxesChartStyler;
import org.knowm.xchart.style.AxesChartStyler.TextAlignment;

/** What all pictures share: size, letters, colours, and that no display is needed. */
final class Chart {
  static final int WIDTH = 1200;
  static final int HEIGHT = 800;

  static final Color GRID = new Color(0xE4E4E4);
  static final Color INK = new Color(0x222222);

  private Chart() {}

  /** Keeps AWT from looking for a display, unless somebody has decided already. */
  static void needNoDisplay() {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true");
    }
  }

  /** Large dark letters on white, thin grey grid. */
  static void style(AxesChartStyler styler) {
    styler.setLocale(Locale.ROOT);
    styler.setChartBackgroundColor(Color.WHITE).setPlotBackgroundColor(Color.WHITE);
    styler.setChartFontColor(INK).setPlotBorderColor(GRID).setChartPadding(18);
    styler.setChartTitlePadding(14).setChartTitleBoxVisible(false).setChartTitleFont(title());
    styler.setLegendFont(text()).setLegendBorderColor(GRID);
    styler.setAxisTitleFont(axisTitle()).setAxisTickLabelsFont(text());
    styler.setAxisTickLabelsColor(INK).setAxisTickMarksColor(INK);
    styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(1));
    styler.setYAxisLabelAlignment(TextAlignment.Right);
    styler.setXAxisTickLabelsFormattingFunction(Ticks::label);
    styler.setYAxisTickLabelsFormattingFunction(Ticks::label);
  }

  static Font title() {
    return new Font(Font.SANS_SERIF, Font.BOLD, 24);
  }

  static Font axisTitle() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 20);
  }

  static Font text() {
    return new Font(Font.SANS_SERIF, Font.PLAIN, 17);
  }

  /** Writes a picture once it is whole in memory. */
  static void write(IChart chart, Path file) throws IOException {
    Files.write(file, ChartEncoder.getBytes(chart, "PNG"));
  }
}
