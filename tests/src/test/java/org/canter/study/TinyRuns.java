// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.algo.RunConfig;
import org.canter.config.ConfigLayer;

/** Runs that are over in a moment. */
final class TinyRuns {
  /** Rows of a batch. */
  static final int BATCH = 64;

  private TinyRuns() {}

  /** A run of so many whole batches; iterations as {@link StudyRun} has them. */
  static StudyRun of(String environment, String name, long seed, long batches, int iterations) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("env", environment);
    values.put("seed", seed);
    values.put("steps", batches * BATCH);
    values.put("rollout.horizon", BATCH / 2);
    values.put("policy.hidden", List.of(4));
    values.put("baseline.hidden", List.of(4));
    values.put("baseline.adam.epochs", 1);
    values.put("evaluation.every", 2 * BATCH);
    values.put("evaluation.episodes", 1);
    values.put("evaluation.final_episodes", 2);
    return new StudyRun(
        name,
        "tiny",
        RunConfig.resolve(List.of(ConfigLayer.of("test", values))),
        iterations,
        batches);
  }

  /** What must be the same for the same seed. */
  static String metrics(StudyFolder folder, StudyRun run) throws IOException {
    Path hashes = folder.directory(run).hashes();
    return Files.readString(folder.directory(run).progress()) + Files.readString(hashes);
  }
}
