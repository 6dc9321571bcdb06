// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * How a value depends on two settings: R rows of C cells, coloured by value.
 *
 * @param title above the map
 * @param xTitle what the columns differ in
 * @param columns [C] a label per column, all different
 * @param yTitle what the rows differ in
 * @param rows [R] a label per row, all different; the first row is drawn lowest
 * @param values [R][C] the values; a cell that is not finite stays empty
 */
public record HeatMap(
    String title,
    String xTitle,
    List<String> columns,
    String yTitle,
    List<String> rows,
    double[][] values) {
  /**
   * Checks the map.
   *
   * @param title above the map
   * @param xTitle what the columns differ in
   * @param columns [C] a label per column, all different
   * @param yTitle what the rows differ in
   * @param rows [R] a label per row, all different; the first row is drawn lowest
   * @param values [R][C] the values; a cell that is not finite stays empty
   * @throws PlotException if labels and values do not fit together, or no value is finite
   */
  public HeatMap {
    columns = distinct(columns, "column");
    rows = distinct(rows, "row");
    if (values.length != rows.size()) {
      throw new PlotException(
          "a map of " + rows.size() + " rows was given " + values.length + " rows of values");
    }
    for (double[] row : values) {
      if (row.length != columns.size()) {
        throw new PlotException(
            "a map of " + columns.size() + " columns was given a row of " + row.length + " values");
      }
    }
    if (finite(values).length == 0) {
      throw new PlotException("the map \"" + title + "\" has no finite value to draw");
    }
  }

  private static List<String> distinct(List<String> labels, String of) {
    if (labels.isEmpty() || labels.stream().distinct().count() < labels.size()) {
      throw new PlotException("labels must differ, one per " + of + ", but are " + labels);
    }
    return List.copyOf(labels);
  }

  private static double[] finite(double[][] values) {
    return Arrays.stream(values).flatMapToDouble(Arrays::stream).filter(Double::isFinite).toArray();
  }

  /**
   * Writes the map as a PNG picture of 1200 x 800 pixels, with the value in each cell and the scale
   * of colours beside it.
   *
   * @param file where to, replaced if it is there
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    Chart.needNoDisplay();
    BufferedImage image = new BufferedImage(Chart.WIDTH, Chart.HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    try {
      new HeatMapPainter(this, graphics).paint();
    } finally {
      graphics.dispose();
    }
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(image, "png", png);
    Files.write(file, png.toByteArray());
  }

  /** From the least to the greatest value that is finite. */
  Interval range() {
    double[] finite = finite(values);
    return new Interval(
        Arrays.stream(finite).min().orElseThrow(), Arrays.stream(finite).max().orElseThrow());
  }
}
