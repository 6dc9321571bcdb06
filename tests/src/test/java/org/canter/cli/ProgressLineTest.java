// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private final StringWriter text = new StringWriter();
  private long nanos = 5_000_000_000L;

  private ProgressLine line(boolean terminal) {
    return new ProgressLine(new PrintWriter(text), terminal, () -> nanos);
  }

  private void pass(double seconds) {
    nanos += (long) (seconds * 1e9);
  }

  /** What was drawn: on a terminal one after the other in the same line. */
  private List<String> drawn() {
    return List.of(text.toString().split("[\r\n]+")).stream().filter(s -> !s.isEmpty()).toList();
  }

  @Test
  void aTerminalLineIsRewritten() {
    ProgressLine line = line(true);
    line.update(0, 1_000_000, Double.NaN, Double.NaN);
    pass(2);
    line.update(250_000, 1_000_000, 1234.56, 0.00981);
    line.finish();
    assertThat(drawn())
        .containsExactly(
            "[          ]   0 %  return -  - steps/s  KL -  left -",
            "[==        ]  25 %  return    1234.6   125,000 steps/s  KL 0.0098" + "  left 0:00:06")
        .inOrder();
    assertThat(text.toString()).startsWith("\r[");
    assertThat(text.toString()).endsWith("0:00:06" + System.lineSeparator());
    // short enough for any terminal
    assertThat(drawn().get(1).length()).isLessThan(80);
  }

  @Test
  void aShorterLineCoversALongerOne() {
    ProgressLine line = line(true);
    line.update(0, 100, 1e20, 0.01);
    pass(1);
    line.update(100, 100, Double.NaN, Double.NaN);
    List<String> lines = drawn();
    assertThat(lines.get(1).stripTrailing().length()).isLessThan(lines.get(0).length());
    assertThat(lines.get(1).length()).isAtLeast(lines.get(0).length());
  }

  @Test
  void aTerminalIsNotFloodedButTheEndIsShown() {
    ProgressLine line = line(true);
    for (int i = 0; i <= 1000; i++) {
      line.update(i, 1000, i, 0.01);
      pass(0.01);
    }
    assertThat(drawn().size()).isAtMost(101);
    assertThat(drawn().size()).isAtLeast(95);
    line.finish();
    assertThat(drawn().get(drawn().size() - 1)).contains("100 %");
    int length = text.toString().length();
    line.finish();
    assertThat(text.toString()).hasLength(length);
  }

  @Test
  void aLogGetsALineEveryTenSeconds() {
    ProgressLine line = line(false);
    for (int i = 0; i <= 100; i++) {
      line.update(10L * i, 1000, i, 0.01);
      pass(1);
    }
    assertThat(drawn()).hasSize(11);
    assertThat(text.toString()).doesNotContain("\r[");
    assertThat(drawn().get(0)).startsWith("training   0 %  return       0.0");
    assertThat(drawn().get(1)).startsWith("training  10 %  return      10.0        10 steps/s");
    line.finish();
    // the last update was shown already
    assertThat(drawn()).hasSize(11);
    line.update(1000, 1000, 7, 0.01);
    line.finish();
    assertThat(drawn()).hasSize(12);
  }

  @Test
  void aResumedRunIsNotFasterThanItIs() {
    ProgressLine line = line(false);
    line.update(900_000, 1_000_000, 1, 0.01);
    pass(10);
    line.update(901_000, 1_000_000, 1, 0.01);
    assertThat(drawn().get(1)).contains("     100 steps/s");
    assertThat(drawn().get(1)).contains("left 0:16:30");
  }

  @Test
  void theSpeedIsThatOfTheLastHalfMinute() {
    ProgressLine line = line(false);
    long steps = 0;
    for (int second = 0; second < 100; second++) {
      line.update(steps, 1_000_000, 1, 0.01);
      pass(1);
      steps += second < 50 ? 100 : 700;
    }
    line.finish();
    assertThat(drawn().get(drawn().size() - 1)).contains("     700 steps/s");
    // an iteration longer than that has a speed too
    pass(TimeUnit.MINUTES.toSeconds(10));
    line.update(steps + 600_000, 1_000_000, 1, 0.01);
    assertThat(drawn().get(drawn().size() - 1)).contains("   1,000 steps/s");
  }

  @Test
  void oddNumbersDoNoHarm() {
    ProgressLine line = line(true);
    line.update(5, 0, Double.POSITIVE_INFINITY, -0.0);
    pass(1);
    line.update(5, 10, -1e9, 1e-9);
    pass(1);
    line.update(3, 2, 0, 0);
    List<String> lines = drawn();
    assertThat(lines.get(0)).contains("100 %");
    // standing still, and then back: no speed, no end in sight
    assertThat(lines.get(1)).contains("50 %");
    assertThat(lines.get(1).strip()).endsWith("left -");
    assertThat(lines.get(2)).contains("100 %");
    assertThat(lines.get(2)).contains("- steps/s");
  }
}
