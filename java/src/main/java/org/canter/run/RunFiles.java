// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Resources;
import org.canter.metric.CsvSink;
import org.canter.metric.JsonLinesSink;
import org.canter.metric.MetricRow;
import org.canter.metric.MetricSink;
import org.canter.metric.TensorBoardSink;
import org.canter.train.IterationReport;

/**
 * The files that grow with a run. A checkpoint holds how long each of them is; what was written
 * after it is cut off when the run is resumed.
 */
final class RunFiles implements AutoCloseable {
  private final Resources owned = new Resources();
  private final Map<String, MetricSink> sinks = new LinkedHashMap<>();

  private RunFiles() {}

  /** Opens the files at the lengths of a checkpoint, or new ones where there is none. */
  static RunFiles open(RunDirectory directory, byte[] saved) throws IOException {
    StateReader lengths = saved == null ? null : StateReader.of(saved, "files");
    RunFiles files = new RunFiles();
    try {
      files.add("progress", lengths, at -> CsvSink.open(directory.progress(), at));
      files.add("lines", lengths, at -> JsonLinesSink.open(directory.progressLines(), at));
      files.add("evaluations", lengths, at -> CsvSink.open(directory.evaluations(), at));
      files.add("hashes", lengths, at -> CsvSink.open(directory.hashes(), at));
      files.add("timing", lengths, at -> CsvSink.open(directory.timing(), at));
      files.add("tensorboard", lengths, at -> TensorBoardSink.open(directory.tensorBoard(), at));
      return files;
    } catch (IOException | RuntimeException failure) {
      files.owned.closeAfter(failure);
      throw failure;
    }
  }

  private interface Opening {
    MetricSink at(long offset) throws IOException;
  }

  private void add(String name, StateReader lengths, Opening opening) throws IOException {
    sinks.put(name, owned.own(opening.at(lengths == null ? 0 : lengths.getLong(name))));
  }

  /** Writes an iteration: what is the same for the same seed apart from what is not. */
  void write(IterationReport report, MetricRow times) {
    write(report, report.metrics(), "progress", "lines", "tensorboard");
    write(report, times, "timing", "tensorboard");
  }

  /** Writes an evaluation. */
  void writeEvaluation(IterationReport report, MetricRow row) {
    write(report, row, "evaluations", "tensorboard");
  }

  /** Writes the hashes of the state after an iteration. */
  void writeHashes(IterationReport report, MetricRow row) {
    write(report, row, "hashes");
  }

  private void write(IterationReport report, MetricRow row, String... names) {
    for (String name : names) {
      sinks.get(name).write(report.iteration(), report.environmentSteps(), row);
    }
  }

  /** Hands everything to the system, and to the disk if asked to. */
  void flush(boolean durable) {
    sinks.values().forEach(sink -> sink.flush(durable));
  }

  /** How long the files are. */
  byte[] save() {
    StateWriter out = new StateWriter();
    sinks.forEach((name, sink) -> out.put(name, sink.offset()));
    return out.toBytes();
  }

  @Override
  public void close() {
    owned.close();
  }
}
