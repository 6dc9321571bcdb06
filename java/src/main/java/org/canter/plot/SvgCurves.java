// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static org.canter.plot.Markup.escaped;
import static org.canter.plot.Markup.pixels;

import java.util.Locale;

/** The curves of a plot as one SVG element; text and lines take the colour of the page's text. */
final class SvgCurves {
  static final int WIDTH = 1200;
  static final int HEIGHT = 640;
  static final int LEFT = 110;
  static final int RIGHT = WIDTH - 30;
  static final int TOP = 20;
  static final int BOTTOM = HEIGHT - 80;

  private final CurvePlot plot;
  private final Interval xs;
  private final Interval ys;
  private final StringBuilder out = new StringBuilder();

  SvgCurves(CurvePlot plot) {
    this.plot = plot;
    this.xs = widened(plot.horizontal());
    Interval range = widened(plot.vertical());
    // curves do not touch the frame
    double margin = 0.03 * (range.high() - range.low());
    this.ys = new Interval(range.low() - margin, range.high() + margin);
  }

  /** The horizontal axis: environment steps at its left and right end. */
  Interval horizontal() {
    return xs;
  }

  String markup() {
    line("<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">", escaped(plot.title()));
    for (double tick : Ticks.between(xs, 10)) {
      verticalLine(tick);
    }
    for (double tick : Ticks.between(ys, 8)) {
      horizontalLine(tick);
    }
    for (int i = 0; i < plot.bands().size(); i++) {
      band(i, plot.bands().get(i));
    }
    for (int i = 0; i < plot.bands().size(); i++) {
      curve(i, plot.bands().get(i));
    }
    text((LEFT + RIGHT) / 2.0, HEIGHT - 22, "middle", plot.xTitle(), "");
    double middle = (TOP + BOTTOM) / 2.0;
    text(24, middle, "middle", plot.yTitle(), " transform=\"rotate(-90 24 " + middle + ")\"");
    out.append("<line id=\"cursor\" class=\"grid\" visibility=\"hidden\" y1=\"").append(TOP);
    out.append("\" y2=\"").append(BOTTOM).append("\"/>\n</svg>\n");
    return out.toString();
  }

  private void line(String format, String label) {
    out.append(String.format(Locale.ROOT, format, WIDTH, HEIGHT, label)).append('\n');
  }

  private void verticalLine(double tick) {
    grid(x(tick), TOP, x(tick), BOTTOM);
    text(x(tick), BOTTOM + 28, "middle", Ticks.label(tick), "");
  }

  private void horizontalLine(double tick) {
    grid(LEFT, y(tick), RIGHT, y(tick));
    text(LEFT - 12, y(tick) + 6, "end", Ticks.label(tick), "");
  }

  private void grid(double x1, double y1, double x2, double y2) {
    out.append("<line class=\"grid\" x1=\"").append(pixels(x1));
    out.append("\" y1=\"").append(pixels(y1));
    out.append("\" x2=\"").append(pixels(x2));
    out.append("\" y2=\"").append(pixels(y2)).append("\"/>\n");
  }

  private void text(double x, double y, String anchor, String text, String more) {
    out.append("<text x=\"").append(pixels(x)).append("\" y=\"").append(pixels(y));
    out.append("\" text-anchor=\"").append(anchor).append('"').append(more).append('>');
    out.append(escaped(text)).append("</text>\n");
  }

  /** The lower edge there, the upper edge back. */
  private void band(int index, Band band) {
    if (!band.hasWidth()) {
      return;
    }
    out.append("<polygon fill=\"").append(Palette.css(index));
    out.append("\" fill-opacity=\"0.22\" points=\"");
    for (int g = 0; g < band.x().length; g++) {
      point(band.x()[g], band.low()[g]);
    }
    for (int g = band.x().length - 1; g >= 0; g--) {
      point(band.x()[g], band.high()[g]);
    }
    out.append("\"/>\n");
  }

  private void curve(int index, Band band) {
    String colour = Palette.css(index);
    if (band.x().length == 1) {
      out.append("<circle r=\"5\" fill=\"").append(colour);
      out.append("\" cx=\"").append(pixels(x(band.x()[0])));
      out.append("\" cy=\"").append(pixels(y(band.last()))).append("\"/>\n");
      return;
    }
    out.append("<polyline fill=\"none\" stroke-width=\"2.5\" stroke-linejoin=\"round\" stroke=\"");
    out.append(colour).append(Palette.isDashed(index) ? "\" stroke-dasharray=\"9 6" : "");
    out.append("\" points=\"");
    for (int g = 0; g < band.x().length; g++) {
      point(band.x()[g], band.centre()[g]);
    }
    out.append("\"/>\n");
  }

  private void point(double x, double y) {
    out.append(pixels(x(x))).append(',').append(pixels(y(y))).append(' ');
  }

  private double x(double steps) {
    return LEFT + (steps - xs.low()) / (xs.high() - xs.low()) * (RIGHT - LEFT);
  }

  private double y(double value) {
    return BOTTOM - (value - ys.low()) / (ys.high() - ys.low()) * (BOTTOM - TOP);
  }

  /** A range that has a width, also around a single number. */
  private static Interval widened(Interval range) {
    if (range.high() > range.low()) {
      return range;
    }
    double around = Math.max(1, Math.abs(range.low())) / 2;
    return new Interval(range.low() - around, range.high() + around);
  }
}
