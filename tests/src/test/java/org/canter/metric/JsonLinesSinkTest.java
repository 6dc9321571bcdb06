// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesSinkTest {
  @TempDir Path folder;

  @Test
  void everyByteIsKnown() throws IOException {
    Path file = folder.resolve("progress.jsonl");
    try (JsonLinesSink sink = JsonLinesSink.open(file, 0)) {
      sink.write(1, 2048, new MetricRow().put("a", 0.1).put("n", 3L).put("z", Double.NaN));
      // names may differ from row to row
      sink.write(2, 4096, new MetricRow().put("up", 1 / 0.0).put("down", -1 / 0.0));
      sink.write(3, 6144, new MetricRow());
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            "{\"iteration\":1,\"env_steps\":2048,\"a\":0.1,\"n\":3,\"z\":null}\n"
                + "{\"iteration\":2,\"env_steps\":4096,\"up\":1e999,\"down\":-1e999}\n"
                + "{\"iteration\":3,\"env_steps\":6144}\n");
    assertThat(Double.parseDouble("1e999")).isPositiveInfinity();
  }
}
