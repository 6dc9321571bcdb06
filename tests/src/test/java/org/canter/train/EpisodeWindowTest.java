// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.kernels.StepKind;
import org.canter.metric.MetricRow;
import org.canter.rollout.EpisodeRecord;
import org.junit.jupiter.api.Test;

class EpisodeWindowTest {
  private final EpisodeWindow window = new EpisodeWindow();

  private static EpisodeRecord episode(double total, int length, StepKind end) {
    return new EpisodeRecord(0, 0, length, total, end, 0);
  }

  private static MetricRow row(EpisodeWindow window) {
    MetricRow row = new MetricRow();
    window.writeTo(row);
    return row;
  }

  @Test
  void noEpisodeIsNoNumber() {
    for (String name : new String[] {"return_mean", "return_std", "return_min", "length_mean"}) {
      assertThat(row(window).get(name)).isNaN();
    }
    assertThat(row(window).get("episodes")).isEqualTo(0.0);
  }

  @Test
  void episodesAreSummedUp() {
    window.add(List.of(episode(1, 10, StepKind.TERMINAL), episode(5, 20, StepKind.TIMEOUT)));
    MetricRow row = row(window);
    assertThat(row.get("episodes")).isEqualTo(2.0);
    assertThat(row.get("return_mean")).isEqualTo(3.0);
    assertThat(row.get("return_std")).isEqualTo(2.0);
    assertThat(row.get("return_min")).isEqualTo(1.0);
    assertThat(row.get("return_max")).isEqualTo(5.0);
    assertThat(row.get("length_mean")).isEqualTo(15.0);
    assertThat(row.get("length_std")).isEqualTo(5.0);
  }

  @Test
  void episodesWithAFaultAreCountedApart() {
    window.add(List.of(episode(1, 10, StepKind.TERMINAL), episode(-1e9, 3, StepKind.FAULT)));
    window.add(List.of());
    MetricRow row = row(window);
    assertThat(row.get("episodes")).isEqualTo(0.0);
    assertThat(row.get("return_mean")).isEqualTo(1.0);
    assertThat(row.get("physics_faults")).isEqualTo(1.0);
  }

  @Test
  void onlyTheLastHundredCount() {
    List<EpisodeRecord> many = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      many.add(episode(i, 1, StepKind.TERMINAL));
    }
    window.add(many);
    assertThat(window.returnMean()).isEqualTo(199.5);
    assertThat(row(window).get("return_min")).isEqualTo(150.0);
    assertThat(row(window).get("episodes")).isEqualTo(250.0);
  }

  @Test
  void aRestoredWindowMovesOnTheSame() {
    List<EpisodeRecord> many = new ArrayList<>();
    for (int i = 0; i < 130; i++) {
      many.add(episode(i * i, i, i % 50 == 9 ? StepKind.FAULT : StepKind.TERMINAL));
    }
    window.add(many);
    StateWriter saved = new StateWriter();
    window.save(saved);
    EpisodeWindow other = new EpisodeWindow();
    StateReader in = StateReader.of(saved.toBytes(), "test");
    other.restore(in);
    in.end();
    for (EpisodeWindow one : List.of(window, other)) {
      one.add(many.subList(3, 40));
    }
    for (String name : row(window).names()) {
      assertThat(row(other).get(name)).isEqualTo(row(window).get(name));
    }
  }
}
