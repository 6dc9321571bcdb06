// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.util.List;

/** Paints one heat map: cells with their values, labels along two sides, the scale of colours. */
final class HeatMapPainter {
  private static final int TOP = 80;
  private static final int BOTTOM = Chart.HEIGHT - 100;
  private static final int RIGHT = Chart.WIDTH - 170;
  private static final int SCALE_LEFT = RIGHT + 40;
  private static final int SCALE_WIDTH = 28;
  private static final int GAP = 12;
  private static final Color EMPTY = new Color(0xEEEEEE);

  private final HeatMap map;
  private final Graphics2D graphics;
  private final Interval range;
  private final int left;

  HeatMapPainter(HeatMap map, Graphics2D graphics) {
    this.map = map;
    this.graphics = graphics;
    this.range = map.range();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    graphics.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    // as much room as the widest label of a row takes
    FontMetrics metrics = graphics.getFontMetrics(Chart.text());
    this.left = 70 + map.rows().stream().mapToInt(metrics::stringWidth).max().orElseThrow();
  }

  void paint() {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, Chart.WIDTH, Chart.HEIGHT);
    for (int row = 0; row < map.rows().size(); row++) {
      for (int column = 0; column < map.columns().size(); column++) {
        paintCell(row, column);
      }
    }
    graphics.setColor(Chart.INK);
    paintLabels();
    paintScale();
    graphics.setFont(Chart.title());
    centre(map.title(), (left + RIGHT) / 2, TOP / 2);
    graphics.setFont(Chart.axisTitle());
    centre(map.xTitle(), (left + RIGHT) / 2, BOTTOM + 70);
    AffineTransform upright = graphics.getTransform();
    graphics.rotate(-Math.PI / 2, 34, (TOP + BOTTOM) / 2);
    centre(map.yTitle(), 34, (TOP + BOTTOM) / 2);
    graphics.setTransform(upright);
  }

  private void paintCell(int row, int column) {
    double value = map.values()[row][column];
    boolean empty = !Double.isFinite(value);
    Color colour = empty ? EMPTY : Palette.scale(share(value));
    graphics.setColor(colour);
    // from edge to edge, so that no seam is left by rounding
    graphics.fillRect(x(column), y(row + 1), x(column + 1) - x(column), y(row) - y(row + 1));
    if (!empty) {
      String text = Ticks.label(value);
      graphics.setFont(fitting(text, x(1) - x(0) - 6));
      graphics.setColor(isDark(colour) ? Color.WHITE : Chart.INK);
      centre(text, (x(column) + x(column + 1)) / 2, (y(row) + y(row + 1)) / 2);
    }
  }

  private void paintLabels() {
    List<String> columns = map.columns();
    graphics.setFont(fitting(longest(columns), x(1) - x(0) - 4));
    for (int column = 0; column < columns.size(); column++) {
      centre(columns.get(column), (x(column) + x(column + 1)) / 2, BOTTOM + 24);
    }
    graphics.setFont(Chart.text());
    FontMetrics metrics = graphics.getFontMetrics();
    for (int row = 0; row < map.rows().size(); row++) {
      String text = map.rows().get(row);
      int middle = left - GAP - metrics.stringWidth(text) / 2;
      centre(text, middle, (y(row) + y(row + 1)) / 2);
    }
  }

  private void paintScale() {
    for (int y = TOP; y < BOTTOM; y++) {
      graphics.setColor(Palette.scale((BOTTOM - 1.0 - y) / (BOTTOM - 1 - TOP)));
      graphics.fillRect(SCALE_LEFT, y, SCALE_WIDTH, 1);
    }
    graphics.setColor(Chart.INK);
    graphics.setFont(Chart.text());
    int ascent = graphics.getFontMetrics().getAscent();
    for (double tick : Ticks.between(range, 6)) {
      int y = (int) Math.round(BOTTOM - share(tick) * (BOTTOM - TOP));
      graphics.drawLine(SCALE_LEFT + SCALE_WIDTH, y, SCALE_LEFT + SCALE_WIDTH + 5, y);
      graphics.drawString(Ticks.label(tick), SCALE_LEFT + SCALE_WIDTH + GAP, y + ascent / 3);
    }
  }

  /** Where a value lies in the range; the middle where all are equal. */
  private double share(double value) {
    double width = range.high() - range.low();
    return width > 0 ? (value - range.low()) / width : 0.5;
  }

  private int x(int column) {
    return left + (RIGHT - left) * column / map.columns().size();
  }

  private int y(int row) {
    return BOTTOM - (BOTTOM - TOP) * row / map.rows().size();
  }

  /** Letters small enough for a width, and small rather than none. */
  private Font fitting(String text, int width) {
    Font font = Chart.text();
    double needed = graphics.getFontMetrics(font).stringWidth(text);
    return needed <= width
        ? font
        : font.deriveFont((float) Math.max(7, font.getSize() * width / needed));
  }

  private String longest(List<String> texts) {
    FontMetrics metrics = graphics.getFontMetrics(Chart.text());
    String longest = "";
    for (String text : texts) {
      longest = metrics.stringWidth(text) > metrics.stringWidth(longest) ? text : longest;
    }
    return longest;
  }

  private void centre(String text, int x, int y) {
    FontMetrics metrics = graphics.getFontMetrics();
    graphics.drawString(
        text,
        x - metrics.stringWidth(text) / 2,
        y + (metrics.getAscent() - metrics.getDescent()) / 2);
  }

  // brightness as the eye weighs the three colours
  private static boolean isDark(Color colour) {
    return 0.299 * colour.getRed() + 0.587 * colour.getGreen() + 0.114 * colour.getBlue() < 128;
  }
}
