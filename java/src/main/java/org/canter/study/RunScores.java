// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What the summary of a run says.
 *
 * @param last mean return of the last policy
 * @param best mean return of the policy that evaluations chose
 * @param wallSeconds time of training, its evaluations included
 */
record RunScores(double last, double best, double wallSeconds) {
  /** Reads a summary. */
  static RunScores read(Path summary) throws IOException {
    // JSON is YAML
    Object facts =
        new Load(LoadSettings.builder().build()).loadFromString(Files.readString(summary));
    return new RunScores(
        number(summary, facts, "final_return_mean"),
        number(summary, facts, "best_return_mean"),
        number(summary, facts, "wall_seconds"));
  }

  private static double number(Path summary, Object facts, String key) throws IOException {
    Object value = facts instanceof Map<?, ?> map ? map.get(key) : null;
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IOException(
        summary + " has no number \"" + key + "\"; remove the run's directory to do it again");
  }

  /** The better one of the two. */
  double better() {
    return Math.max(last, best);
  }
}
