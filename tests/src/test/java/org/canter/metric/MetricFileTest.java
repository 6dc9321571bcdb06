// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MetricFileTest {
  @TempDir Path folder;

  private Path file(String text) throws IOException {
    Path file = folder.resolve("progress.csv");
    Files.writeString(file, text);
    return file;
  }

  @Test
  void columnsAreReadBack() throws IOException {
    Path file = folder.resolve("progress.csv");
    try (CsvSink sink = CsvSink.open(file, 0)) {
      Rows.write(sink, 0, 100);
    }
    Map<String, double[]> columns = MetricFile.read(file);
    assertThat(columns.keySet())
        .containsExactly("iteration", "env_steps", "return_mean", "cg_iterations", "kl")
        .inOrder();
    assertThat(columns.get("env_steps")).hasLength(100);
    for (int i = 0; i < 100; i++) {
      assertThat(columns.get("env_steps")[i]).isEqualTo(2048.0 * (i + 1));
      for (String name : Rows.of(i).names()) {
        assertThat(columns.get(name)[i]).isEqualTo(Rows.of(i).get(name));
      }
    }
  }

  @Test
  void everyNumberSurvives() throws IOException {
    Path file = folder.resolve("progress.csv");
    // any bits: of any size, subnormal, infinite, not a number
    Random random = new Random(1);
    double[] values = new double[20_000];
    Arrays.setAll(values, i -> Double.longBitsToDouble(random.nextLong()));
    values[0] = Double.MIN_VALUE;
    values[1] = Double.MAX_VALUE;
    values[2] = Double.NEGATIVE_INFINITY;
    values[3] = -0.0;
    try (CsvSink sink = CsvSink.open(file, 0)) {
      for (int i = 0; i < values.length; i++) {
        sink.write(i, i, new MetricRow().put("value", values[i]));
      }
    }
    assertThat(MetricFile.read(file).get("value")).isEqualTo(values);
  }

  @Test
  void aTornLastLineIsLeftOutWhereverItWasTorn() throws IOException {
    String whole = "iteration,env_steps,a\n1,10,0.5\n2,20,12.25\n";
    int header = whole.indexOf('\n') + 1;
    int first = whole.indexOf('\n', header) + 1;
    for (int length = 0; length <= whole.length(); length++) {
      Map<String, double[]> columns = MetricFile.read(file(whole.substring(0, length)));
      if (length < header) {
        assertThat(columns).isEmpty();
      } else {
        int rows = length < first ? 0 : length < whole.length() ? 1 : 2;
        assertThat(columns.get("a")).hasLength(rows);
      }
    }
    assertThat(MetricFile.read(file(whole)).get("a")).isEqualTo(new double[] {0.5, 12.25});
  }

  @Test
  void wholeLinesThatAreWrongAreNamed() {
    assertThat(assertThrows(IOException.class, () -> MetricFile.read(file("a,b\n1,2\n3\n"))))
        .hasMessageThat()
        .contains("progress.csv line 3 has 1 cells, but the header has 2");
    assertThat(assertThrows(IOException.class, () -> MetricFile.read(file("a,b\n1,two\n"))))
        .hasMessageThat()
        .contains("progress.csv line 2, column b: \"two\" is no number");
    assertThat(assertThrows(IOException.class, () -> MetricFile.read(file("a,a\n1,2\n"))))
        .hasMessageThat()
        .contains("two columns named a");
  }
}
