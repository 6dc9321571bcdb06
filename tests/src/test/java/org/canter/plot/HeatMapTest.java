// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeatMapTest {
  private static final List<String> COLUMNS = List.of("0", "0.5", "1");
  private static final List<String> ROWS = List.of("0.9", "0.99");

  @TempDir Path folder;

  private static HeatMap map(double[]... values) {
    return new HeatMap("Cost", "lambda", COLUMNS, "gamma", ROWS, values);
  }

  private BufferedImage draw(HeatMap map) throws IOException {
    Path file = folder.resolve("map.png");
    map.write(file);
    return Pictures.read(file);
  }

  @Test
  void eachCellHasTheColourOfItsValue() throws IOException {
    BufferedImage image = draw(map(new double[] {0, 1, 2}, new double[] {3, Double.NaN, 4}));
    // off the middle, where the value is written
    double[][] shares = {{0, 0.25, 0.5}, {0.75, Double.NaN, 1}};
    for (int row = 0; row < 2; row++) {
      for (int column = 0; column < 3; column++) {
        Color found = new Color(image.getRGB(250 + 300 * column, row == 0 ? 450 : 140));
        Color wanted =
            Double.isNaN(shares[row][column])
                ? new Color(0xEEEEEE)
                : Palette.scale(shares[row][column]);
        assertThat(Pictures.isNear(found, wanted)).isTrue();
      }
    }
  }

  @Test
  void equalValuesHaveAMiddleColour() throws IOException {
    BufferedImage image = draw(map(new double[] {7, 7, 7}, new double[] {7, 7, 7}));
    assertThat(Pictures.count(image, Palette.scale(0.5))).isAtLeast(400_000);
  }

  @Test
  void theScaleGoesFromLeastToMost() {
    assertThat(Palette.scale(0)).isEqualTo(new Color(0x440154));
    assertThat(Palette.scale(1)).isEqualTo(new Color(0xFDE725));
    assertThat(Palette.scale(-1)).isEqualTo(Palette.scale(0));
    assertThat(Palette.scale(2)).isEqualTo(Palette.scale(1));
    // halfway between the first two colours
    assertThat(Palette.scale(0.125)).isEqualTo(new Color(0x40, 0x2A, 0x70));
  }

  @Test
  void whatDoesNotFitTogetherIsNamed() {
    double[] row = {1, 2, 3};
    assertThat(assertThrows(PlotException.class, () -> map(row)))
        .hasMessageThat()
        .contains("2 rows was given 1 rows");
    assertThat(assertThrows(PlotException.class, () -> map(row, new double[2])))
        .hasMessageThat()
        .contains("3 columns was given a row of 2");
    double[] nothing = {Double.NaN, Double.NaN, Double.NaN};
    assertThat(assertThrows(PlotException.class, () -> map(nothing, nothing)))
        .hasMessageThat()
        .contains("no finite value");
    List<String> twice = List.of("0.9", "0.9");
    assertThat(
            assertThrows(
                PlotException.class,
                () -> new HeatMap("T", "x", COLUMNS, "y", twice, new double[][] {row, row})))
        .hasMessageThat()
        .contains("one per row");
  }
}
