// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngPlotTest {
  @TempDir Path folder;

  private BufferedImage draw(Band... bands) throws IOException {
    Path file = folder.resolve("curves.png");
    PngPlot.write(file, new CurvePlot("Title", "environment steps", "return", List.of(bands)));
    return Pictures.read(file);
  }

  /** A band's colour where nothing but white lies below. */
  private static Color onWhite(int index) {
    Color band = Palette.band(index);
    double cover = band.getAlpha() / 255.0;
    return new Color(
        mixed(cover, band.getRed()), mixed(cover, band.getGreen()), mixed(cover, band.getBlue()));
  }

  private static int mixed(double cover, int part) {
    return (int) Math.round(255 + cover * (part - 255));
  }

  @Test
  void linesAndBandsAreThere() throws IOException {
    BufferedImage image = draw(Runs.band("low", 5, 60, 1000), Runs.band("high", 5, 60, 3000));
    for (int group = 0; group < 2; group++) {
      int line = Pictures.count(image, Palette.line(group));
      int band = Pictures.count(image, onWhite(group));
      System.out.printf("group %d: %d pixels of line, %d of band%n", group, line, band);
      // a line is at least as long as the picture is wide between its margins
      assertThat(line).isAtLeast(800);
      assertThat(band).isAtLeast(5000);
    }
    assertThat(Pictures.count(image, Color.WHITE)).isAtLeast(400_000);
    assertWithMessage("a third colour").that(Pictures.count(image, Palette.line(2))).isEqualTo(0);
  }

  @Test
  void aSingleRunHasNoBand() throws IOException {
    BufferedImage image = draw(Runs.band("alone", 1, 60, 1000));
    assertThat(Pictures.count(image, Palette.line(0))).isAtLeast(800);
    assertThat(Pictures.count(image, onWhite(0))).isLessThan(1000);
  }

  @Test
  void aSinglePointIsSeen() throws IOException {
    assertThat(Pictures.count(draw(Runs.band("point", 1, 1, 1000)), Palette.line(0))).isAtLeast(30);
  }

  @Test
  void manyLongLabelsLeaveRoomForTheCurves() throws IOException {
    List<Band> bands = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      bands.add(Runs.band("gym/InvertedDoublePendulum-v4 method" + i, 1, 60, 1000 * (i + 1)));
    }
    BufferedImage image = draw(bands.toArray(Band[]::new));
    // the dashed ones share the colours of the first two
    for (int group = 2; group < 8; group++) {
      assertThat(Pictures.count(image, Palette.line(group))).isAtLeast(600);
    }
    assertThat(Palette.isDashed(7)).isFalse();
    assertThat(Palette.isDashed(8)).isTrue();
  }

  @Test
  void equalPlotsMakeEqualFiles() throws IOException {
    CurvePlot plot = new CurvePlot("T", "x", "y", List.of(Runs.band("a", 3, 20, 10)));
    PngPlot.write(folder.resolve("a.png"), plot);
    PngPlot.write(folder.resolve("b.png"), plot);
    assertThat(Files.mismatch(folder.resolve("a.png"), folder.resolve("b.png"))).isEqualTo(-1);
  }

  @Test
  void whereNothingCanBeWrittenIsNamed() {
    Path nowhere = folder.resolve("none/curves.png");
    CurvePlot plot = new CurvePlot("T", "x", "y", List.of(Runs.band("a", 3, 20, 10)));
    assertThat(assertThrows(NoSuchFileException.class, () -> PngPlot.write(nowhere, plot)))
        .hasMessageThat()
        .contains(nowhere.toString());
    assertThrows(PlotException.class, () -> new CurvePlot("T", "x", "y", List.of()));
  }
}
