// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static org.canter.plot.Markup.escaped;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes curves as one page of HTML that needs nothing else: a drawing, the values below the
 * pointer, a table of what the curves end with. Light or dark as the reader has it.
 */
public final class HtmlPlot {
  // no character of it means anything to XML, so that the page can be read as such
  private static final String SCRIPT =
      """
      const svg = document.querySelector("svg");
      const cursor = document.getElementById("cursor");
      const brief = v => Number(v.toPrecision(5)).toLocaleString("en");
      function nearest(xs, x) {
        return xs.reduce((best, v, i) =>
          Math.abs(xs[best] - x) > Math.abs(v - x) ? i : best, 0);
      }
      function clear() {
        cursor.setAttribute("visibility", "hidden");
        bands.forEach((band, i) => { document.getElementById("at" + i).textContent = ""; });
      }
      svg.addEventListener("pointerleave", clear);
      svg.addEventListener("pointermove", event => {
        const box = svg.getBoundingClientRect();
        const px = (event.clientX - box.left) / box.width * view.width;
        const share = Math.min(1, Math.max(0, (px - view.left) / (view.right - view.left)));
        const x = view.low + share * (view.high - view.low);
        const place = view.left + share * (view.right - view.left);
        cursor.setAttribute("x1", place);
        cursor.setAttribute("x2", place);
        cursor.setAttribute("visibility", "visible");
        bands.forEach((band, i) => {
          const g = nearest(band.x, x);
          const range = band.low ? " [" + brief(band.low[g]) + ", " + brief(band.high[g]) + "]" : "";
          document.getElementById("at" + i).textContent =
            brief(band.centre[g]) + range + " at " + brief(band.x[g]);
        });
      });
      """;

  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <title>%1$s</title>
      <style>
      %2$s</style>
      </head>
      <body>
      <h1>%1$s</h1>
      %3$s<script>
      %4$s</script>
      </body>
      </html>
      """;

  private static final String STYLE =
      """
      :root { color-scheme: light dark; }
      body { font: 16px system-ui, sans-serif; max-width: 75rem; margin: 2rem auto; padding: 0 1rem; }
      svg { width: 100%; height: auto; font-size: 18px; touch-action: none; }
      svg text { fill: currentColor; }
      .grid { stroke: currentColor; stroke-opacity: 0.18; }
      #cursor { stroke-opacity: 0.6; }
      .key { display: inline-block; width: 1.6em; height: 0; border-top: 3px solid;
             vertical-align: middle; margin-right: 0.5em; }
      table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
      th, td { text-align: right; padding: 0.3em 0.6em; border-bottom: 1px solid #8886; }
      th:first-child, td:first-child { text-align: left; }
      .at { min-width: 15em; }
      """;

  private HtmlPlot() {}

  /**
   * Writes the page.
   *
   * @param file where to, replaced if it is there
   * @param plot what to draw
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, CurvePlot plot) throws IOException {
    SvgCurves curves = new SvgCurves(plot);
    String title = escaped(plot.title());
    String body = curves.markup() + table(plot);
    String script = data(plot, curves) + SCRIPT;
    String page = String.format(Locale.ROOT, PAGE, title, STYLE, body, script);
    Files.write(file, page.getBytes(StandardCharsets.UTF_8));
  }

  private static String table(CurvePlot plot) {
    StringBuilder out = new StringBuilder("<table>\n<thead><tr>");
    for (String title :
        List.of(
            "", "runs", "steps", "final", "95 % interval", "deviation", "each run", "pointer")) {
      out.append("<th>").append(title).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (int i = 0; i < plot.bands().size(); i++) {
      out.append(row(i, plot.bands().get(i)));
    }
    return out.append("</tbody>\n</table>\n").toString();
  }

  private static String row(int index, Band band) {
    Interval interval = band.lastInterval();
    boolean several = band.hasWidth();
    String range = Ticks.label(interval.low()) + " to " + Ticks.label(interval.high());
    StringJoiner cells = new StringJoiner("</td><td>", "<tr><td>", "</td>");
    cells.add(key(index) + escaped(band.label()));
    cells.add(Integer.toString(band.runs().size()));
    cells.add(Ticks.label(band.x()[band.x().length - 1]));
    cells.add(Ticks.label(band.last()));
    cells.add(several ? range : "");
    cells.add(several ? Ticks.label(Statistics.standardDeviation(band.finals())) : "");
    cells.add(
        IntStream.range(0, band.runs().size())
            .mapToObj(run -> titled(Ticks.label(band.finals()[run]), band.runs().get(run)))
            .collect(Collectors.joining(" ")));
    return cells + "<td class=\"at\" id=\"at" + index + "\"></td></tr>\n";
  }

  /** A text whose title shows under the pointer. */
  private static String titled(String text, String title) {
    return "<span title=\"" + escaped(title) + "\">" + text + "</span>";
  }

  private static String key(int index) {
    String dashed = Palette.isDashed(index) ? "; border-top-style: dashed" : "";
    String colour = "border-top-color: " + Palette.css(index);
    return "<span class=\"key\" style=\"" + colour + dashed + "\"></span>";
  }

  /** What the script shows, as constants of it. */
  private static String data(CurvePlot plot, SvgCurves curves) {
    Interval steps = curves.horizontal();
    StringJoiner bands = new StringJoiner(",\n", "const bands = [\n", "];\n");
    for (Band band : plot.bands()) {
      String range =
          band.hasWidth() ? ", low: " + array(band.low()) + ", high: " + array(band.high()) : "";
      bands.add("{ x: " + array(band.x()) + ", centre: " + array(band.centre()) + range + " }");
    }
    String view =
        String.format(
            Locale.ROOT,
            "const view = { width: %d, left: %d, right: %d, low: %s, high: %s };",
            SvgCurves.WIDTH,
            SvgCurves.LEFT,
            SvgCurves.RIGHT,
            steps.low(),
            steps.high());
    return view + "\n" + bands;
  }

  private static String array(double[] values) {
    StringJoiner out = new StringJoiner(",", "[", "]");
    for (double value : values) {
      out.add(Double.toString(value));
    }
    return out.toString();
  }
}
