// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.canter.study.StudyRun;
import org.canter.train.TrainConfig;
import org.junit.jupiter.api.Test;

class StudyProgressTest {
  private final StringWriter text = new StringWriter();
  private long seconds;
  private final StudyProgress progress =
      new StudyProgress(new PrintWriter(text, true), () -> TimeUnit.SECONDS.toNanos(seconds));

  private static StudyRun run(String name, double cost) {
    return new StudyRun(name, "group", TrainConfig.defaults(), 0, cost);
  }

  private String last() {
    return text.toString().lines().reduce((before, line) -> line).orElseThrow();
  }

  @Test
  void theTimeLeftFollowsFromTheWorkDone() {
    StudyRun large = run("large", 30);
    StudyRun small = run("small", 10);
    progress.planned(List.of(large, small), 5);
    assertThat(last()).isEqualTo("canter: 5 of 7 runs are done");
    progress.progressed(large, 0);
    progress.progressed(small, 0);
    seconds = 9;
    progress.progressed(large, 0.2);
    assertThat(text.toString().lines().count()).isEqualTo(1);
    seconds = 20;
    progress.progressed(large, 1.0 / 3);
    // 10 of 40 in 20 seconds
    assertThat(last())
        .isEqualTo("canter: 5 of 7 runs are done; now large 33 %, small 0 %; left 0:01:00");
    progress.ended(small);
    seconds = 40;
    progress.progressed(large, 2.0 / 3);
    assertThat(last()).isEqualTo("canter: 6 of 7 runs are done; now large 67 %; left 0:00:13");
    seconds = 3700;
    progress.ended(large);
    assertThat(last()).isEqualTo("canter: 7 of 7 runs are done, after 1:01:40");
  }
}
