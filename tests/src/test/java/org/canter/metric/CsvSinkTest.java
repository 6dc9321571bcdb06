// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvSinkTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void place() {
    file = folder.resolve("progress.csv");
  }

  @Test
  void everyByteIsKnown() throws IOException {
    try (CsvSink sink = CsvSink.open(file, 0)) {
      sink.write(1, 2048, new MetricRow().put("a", 0.1).put("n", 3L).put("z", Double.NaN));
      sink.write(2, 4096, new MetricRow().put("a", -1e300).put("n", -1L).put("z", 1.0));
      sink.write(
          3, 6144, new MetricRow().put("a", -0.0).put("n", Long.MAX_VALUE).put("z", -1 / 0.0));
    }
    assertThat(Files.readString(file))
        .isEqualTo(
            "iteration,env_steps,a,n,z\n"
                + "1,2048,0.1,3,\n"
                + "2,4096,-1.0E300,-1,1.0\n"
                + "3,6144,-0.0,9223372036854775807,-Infinity\n");
  }

  @Test
  void aNewFileReplacesWhatWasThere() throws IOException {
    Files.writeString(file, "something longer than what will be written, by far and wide");
    try (CsvSink sink = CsvSink.open(file, 0)) {
      sink.write(1, 2, new MetricRow().put("a", 1L));
    }
    assertThat(Files.readString(file)).isEqualTo("iteration,env_steps,a\n1,2,1\n");
  }

  @Test
  void otherNamesOrAnotherOrderAreRefused() throws IOException {
    try (CsvSink sink = CsvSink.open(file, 0)) {
      sink.write(1, 2, new MetricRow().put("a", 1L).put("b", 2L));
      for (MetricRow other :
          new MetricRow[] {
            new MetricRow().put("b", 1L).put("a", 2L),
            new MetricRow().put("a", 1L),
            new MetricRow().put("a", 1L).put("b", 2L).put("c", 3L)
          }) {
        MetricException refused =
            assertThrows(MetricException.class, () -> sink.write(2, 4, other));
        assertThat(refused).hasMessageThat().contains("progress.csv has the columns [a, b]");
        assertThat(refused).hasMessageThat().contains("a row has " + other.names());
      }
      sink.write(2, 4, new MetricRow().put("a", 5L).put("b", 6L));
    }
    // nothing of the refused rows is left
    assertThat(Files.readString(file)).isEqualTo("iteration,env_steps,a,b\n1,2,1,2\n2,4,5,6\n");
  }

  @Test
  void aResumedFileHasTheNamesOfItsHeader() throws IOException {
    Files.writeString(file, "iteration,env_steps,a\n1,2,3\n9,9,9\n");
    try (CsvSink sink = CsvSink.open(file, 28)) {
      MetricRow other = new MetricRow().put("b", 4L);
      assertThat(assertThrows(MetricException.class, () -> sink.write(2, 4, other)))
          .hasMessageThat()
          .contains("[a]");
      sink.write(2, 4, new MetricRow().put("a", 4L));
    }
    assertThat(Files.readString(file)).isEqualTo("iteration,env_steps,a\n1,2,3\n2,4,4\n");
  }

  @Test
  void aFileThatIsNotOursIsLeftAlone() throws IOException {
    Files.writeString(file, "x,y\n1,2\n");
    assertThat(assertThrows(IOException.class, () -> CsvSink.open(file, 8)))
        .hasMessageThat()
        .contains("begins with [x, y]");
    assertThat(assertThrows(IOException.class, () -> CsvSink.open(file, 6)))
        .hasMessageThat()
        .contains("byte 6 is not behind the end of a line");
    assertThat(Files.readString(file)).isEqualTo("x,y\n1,2\n");
  }
}
