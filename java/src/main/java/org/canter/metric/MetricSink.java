// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

/**
 * Where the metrics of a run go, one row per iteration.
 *
 * <p>Rows are buffered; a row is in the file after {@link #flush}, at the latest after {@link
 * #close}, and never in part unless the machine fails in the middle of a write. A failing write is
 * an {@link java.io.UncheckedIOException} that names the file; the row stays in the buffer, and the
 * next flush tries it again. Not for several threads at once.
 */
public interface MetricSink extends AutoCloseable {
  /** The name under which every sink writes the iteration. */
  String ITERATION = "iteration";

  /** The name under which every sink writes the environment steps. */
  String ENVIRONMENT_STEPS = "env_steps";

  /**
   * Adds the row of one iteration.
   *
   * @param iteration the iteration, counted as the run counts it
   * @param environmentSteps steps of all environments together, up to the iteration's end
   * @param row what was measured
   * @throws MetricException if the sink has fixed columns and the row has others
   */
  void write(long iteration, long environmentSteps, MetricRow row);

  /**
   * Says how long the file is; rows that are still buffered do not count, so flush first.
   *
   * @return length in bytes: what {@code open} takes to go on from here
   */
  long offset();

  /**
   * Hands buffered rows to the operating system.
   *
   * @param fsync whether to wait until they are on the disk
   */
  void flush(boolean fsync);

  /** Flushes without waiting for the disk, and releases the file; again is nothing. */
  @Override
  void close();
}
