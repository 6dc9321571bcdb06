// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static com.google.common.truth.TruthJUnit.assume;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for the file of every sink. */
class SinkFileTest {
  private static final Clock STANDING =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);

  @TempDir Path folder;

  /** The sinks, each opened on a folder. */
  enum Kind {
    CSV("progress.csv"),
    JSON_LINES("progress.jsonl"),
    TENSOR_BOARD(TensorBoardSink.FILE_NAME);

    private final String name;

    Kind(String name) {
      this.name = name;
    }

    MetricSink open(Path folder, long offset) throws IOException {
      return switch (this) {
        case CSV -> CsvSink.open(file(folder), offset);
        case JSON_LINES -> JsonLinesSink.open(file(folder), offset);
        case TENSOR_BOARD -> TensorBoardSink.open(folder, offset, STANDING);
      };
    }

    Path file(Path folder) {
      return folder.resolve(name);
    }
  }

  private byte[] uninterrupted(Kind kind, long rows) throws IOException {
    Path place = Files.createDirectories(folder.resolve("whole"));
    try (MetricSink sink = kind.open(place, 0)) {
      Rows.write(sink, 0, rows);
    }
    return Files.readAllBytes(kind.file(place));
  }

  @ParameterizedTest
  @EnumSource
  void aResumedFileIsThatOfAnUninterruptedRun(Kind kind) throws IOException {
    byte[] expected = uninterrupted(kind, 40);
    Random random = new Random(1);
    int resumes = 0;
    for (int trial = 0; trial < 30; trial++) {
      long kept = random.nextInt(40);
      long lost = random.nextInt(40);
      long offset;
      try (MetricSink sink = kind.open(folder, 0)) {
        Rows.write(sink, 0, kept);
        sink.flush(trial % 10 == 0);
        offset = sink.offset();
        Rows.write(sink, kept, kept + lost);
      }
      // the last write did not get through
      byte[] torn = new byte[random.nextInt(20)];
      random.nextBytes(torn);
      Files.write(kind.file(folder), torn, StandardOpenOption.APPEND);
      try (MetricSink sink = kind.open(folder, offset)) {
        assertThat(sink.offset()).isEqualTo(offset);
        Rows.write(sink, kept, 40);
      }
      assertWithMessage("%s kept, %s lost", kept, lost)
          .that(Files.readAllBytes(kind.file(folder)))
          .isEqualTo(expected);
      resumes++;
    }
    System.out.printf("%s: %d of 30 resumes give the same bytes%n", kind, resumes);
  }

  @ParameterizedTest
  @EnumSource
  void everyOffsetButTheRowsEndsIsRefused(Kind kind) throws IOException {
    byte[] whole = uninterrupted(kind, 4);
    int accepted = 0;
    for (int offset = 1; offset <= whole.length; offset++) {
      Files.write(kind.file(folder), whole);
      try {
        kind.open(folder, offset).close();
        accepted++;
      } catch (IOException refused) {
        assertThat(refused).hasMessageThat().contains("byte " + offset + " is not behind");
        assertThat(Files.readAllBytes(kind.file(folder))).isEqualTo(whole);
      }
    }
    // four rows, and the header or the version event in front of them
    assertThat(accepted).isEqualTo(kind == Kind.JSON_LINES ? 4 : 5);
  }

  @ParameterizedTest
  @EnumSource
  void aFileShorterThanTheOffsetIsRefused(Kind kind) throws IOException {
    int length = uninterrupted(kind, 4).length;
    Files.write(kind.file(folder), uninterrupted(kind, 4));
    IOException shorter = assertThrows(IOException.class, () -> kind.open(folder, length + 1L));
    assertThat(shorter).hasMessageThat().contains(kind.file(folder).toString());
    assertThat(shorter).hasMessageThat().contains("holds " + length + " bytes");
    assertThat(shorter).hasMessageThat().contains("behind byte " + (length + 1));
    // and one that is not there at all is not made
    Files.delete(kind.file(folder));
    assertThat(assertThrows(IOException.class, () -> kind.open(folder, 7)))
        .hasMessageThat()
        .contains("holds 0 bytes");
    assertThat(Files.exists(kind.file(folder))).isFalse();
    assertThat(assertThrows(MetricException.class, () -> kind.open(folder, -1)))
        .hasMessageThat()
        .contains("offset -1");
  }

  @ParameterizedTest
  @EnumSource
  void rowsWaitForTheFlush(Kind kind) throws IOException {
    try (MetricSink sink = kind.open(folder, 0)) {
      Rows.write(sink, 0, 2);
      assertThat(sink.offset()).isEqualTo(0);
      assertThat(Files.size(kind.file(folder))).isEqualTo(0);
      sink.flush(true);
      assertThat(sink.offset()).isEqualTo(uninterrupted(kind, 2).length);
      assertThat(Files.readAllBytes(kind.file(folder))).isEqualTo(uninterrupted(kind, 2));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLongRunSpillsWholeRows(Kind kind) throws IOException {
    byte[] expected = uninterrupted(kind, 5000);
    try (MetricSink sink = kind.open(folder, 0)) {
      Rows.write(sink, 0, 5000);
      assertThat(sink.offset()).isGreaterThan(65_535);
      long spilled = sink.offset();
      // where it stands now it can go on from
      kind.open(folder, spilled).close();
    }
    assertThat(Files.readAllBytes(kind.file(folder))).isEqualTo(expected);
  }

  @ParameterizedTest
  @EnumSource
  void anInterruptedThreadStillWrites(Kind kind) throws IOException {
    try (MetricSink sink = kind.open(folder, 0)) {
      Thread.currentThread().interrupt();
      Rows.write(sink, 0, 3);
      sink.flush(true);
      Rows.write(sink, 3, 4);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Files.readAllBytes(kind.file(folder))).isEqualTo(uninterrupted(kind, 4));
  }

  @ParameterizedTest
  @EnumSource
  void aClosedSinkRefusesAndClosesAgain(Kind kind) throws IOException {
    MetricSink sink = kind.open(folder, 0);
    sink.close();
    sink.close();
    assertThat(assertThrows(IllegalStateException.class, () -> Rows.write(sink, 0, 1)))
        .hasMessageThat()
        .contains("was closed");
    assertThrows(IllegalStateException.class, () -> sink.flush(false));
  }

  @Test
  void aFullDiskIsNamedAndTheRowIsKept() throws IOException {
    Path full = Path.of("/dev/full");
    assume().that(Files.exists(full)).isTrue();
    CsvSink sink = CsvSink.open(full, 0);
    Rows.write(sink, 0, 1);
    for (int attempt = 0; attempt < 2; attempt++) {
      assertThat(assertThrows(UncheckedIOException.class, () -> sink.flush(false)))
          .hasMessageThat()
          .contains("/dev/full: ");
      assertThat(sink.offset()).isEqualTo(0);
    }
    assertThrows(UncheckedIOException.class, sink::close);
    // closed all the same
    sink.close();
  }
}
