// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;

/**
 * Writes rows as scalars of an event file that TensorBoard reads, one event per row.
 *
 * <p>The step is the number of environment steps, the tag is the metric's name, the value is the
 * nearest float. Each event carries the time of day, so these files differ from run to run.
 */
public final class TensorBoardSink implements MetricSink {
  /** The file's name in its folder; TensorBoard looks for "tfevents" in a name. */
  public static final String FILE_NAME = "events.out.tfevents.canter";

  private final AppendedFile file;
  private final Clock clock;

  private TensorBoardSink(AppendedFile file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /**
   * Starts the event file of a folder, or goes on with it.
   *
   * @param folder what TensorBoard is pointed at, or a folder below; created if it is not there
   * @param offset bytes to keep: 0 for a new file, else what {@link #offset} said; the rest is cut
   * @return the sink
   * @throws IOException if the file cannot be opened, is shorter than the offset, or is not cut at
   *     a record's end
   */
  public static TensorBoardSink open(Path folder, long offset) throws IOException {
    return open(folder, offset, Clock.systemUTC());
  }

  static TensorBoardSink open(Path folder, long offset, Clock clock) throws IOException {
    Files.createDirectories(folder);
    Path path = folder.resolve(FILE_NAME);
    AppendedFile opened =
        AppendedFile.open(
            path, offset, (bytes, end) -> RecordFrame.requireRecordEnd(bytes, end, path));
    TensorBoardSink sink = new TensorBoardSink(opened, clock);
    if (opened.isEmpty()) {
      opened.append(RecordFrame.around(EventBytes.version(sink.wallTime())));
    }
    return sink;
  }

  @Override
  public void write(long iteration, long environmentSteps, MetricRow row) {
    file.append(RecordFrame.around(EventBytes.scalars(wallTime(), environmentSteps, row)));
  }

  /** Seconds since 1970, with their fraction. */
  private double wallTime() {
    Instant now = clock.instant();
    return now.getEpochSecond() + 1e-9 * now.getNano();
  }

  @Override
  public long offset() {
    return file.length();
  }

  @Override
  public void flush(boolean fsync) {
    file.flush(fsync);
  }

  @Override
  public void close() {
    file.close();
  }
}
