// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.canter.metric.EventReader.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardSinkTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000, 250_000_000), ZoneOffset.UTC);

  @TempDir Path folder;

  @Test
  void scalarsAreReadBack() throws IOException {
    Path below = folder.resolve("not/there/yet");
    try (TensorBoardSink sink = TensorBoardSink.open(below, 0, CLOCK)) {
      sink.write(1, 2048, new MetricRow().put("kl", 0.01).put("gone", Double.NaN).put("n", 7L));
      sink.write(2, 5_000_000_000L, new MetricRow().put("up", 1e300).put("gone", Double.NaN));
    }
    List<Event> events = EventReader.read(below.resolve(TensorBoardSink.FILE_NAME));
    double time = 1_700_000_000.25;
    assertThat(events)
        .containsExactly(
            new Event(time, 0, "brain.Event:2", Map.of()),
            new Event(time, 2048, "", Map.of("kl", 0.01f, "n", 7f)),
            new Event(time, 5_000_000_000L, "", Map.of("up", Float.POSITIVE_INFINITY)))
        .inOrder();
  }

  @Test
  void theBytesAreThoseOfTensorBoardsOwnWriter() throws IOException {
    try (TensorBoardSink sink = TensorBoardSink.open(folder, 0, CLOCK)) {
      sink.write(1, 2048, new MetricRow().put("kl", 0.01));
    }
    // record_writer.RecordWriter of the Python package tensorboard 2.21.0 wrote these, given
    // Event(wall_time=1700000000.25, file_version="brain.Event:2") and the same time with
    // step=2048,
    // summary=Summary(value=[Summary.Value(tag="kl", simple_value=0.01)])
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file())))
        .isEqualTo(
            "1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e457665"
                + "6e743a32338d2fe9"
                + "19000000000000008bf108280900001040fc54d9411080102a0b0a090a026b6c"
                + "150ad7233c12108428");
  }

  @Test
  void damageIsSeen() throws IOException {
    try (TensorBoardSink sink = TensorBoardSink.open(folder, 0, CLOCK)) {
      Rows.write(sink, 0, 2);
    }
    byte[] whole = Files.readAllBytes(file());
    assertThat(EventReader.read(file())).hasSize(3);
    // the reader of this test checks every record, the sink the headers up to where it goes on
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file(), damaged);
      assertThrows(RuntimeException.class, () -> EventReader.read(file()));
    }
    byte[] damaged = whole.clone();
    damaged[0] ^= 0x10;
    Files.write(file(), damaged);
    assertThrows(IOException.class, () -> TensorBoardSink.open(folder, whole.length, CLOCK));
  }

  @Test
  void theTimeIsNow() throws IOException {
    double before = System.currentTimeMillis() / 1000.0;
    TensorBoardSink.open(folder, 0).close();
    double written = EventReader.read(file()).get(0).wallTime();
    assertThat(written).isAtLeast(before);
    assertThat(written).isAtMost((System.currentTimeMillis() + 1) / 1000.0);
  }

  private Path file() {
    return folder.resolve(TensorBoardSink.FILE_NAME);
  }
}
