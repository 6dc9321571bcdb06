// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.canter.checkpoint.Checkpoint;
import org.canter.compute.Device;
import org.canter.env.EnvironmentFactory;
import org.canter.metric.MetricFile;
import org.canter.metric.MetricRow;
import org.canter.train.Trainer;

/**
 * Does iterations of a run again and compares the hashes of the state after each with those that
 * the run wrote down.
 *
 * @param from the iteration that it began with
 * @param compared iterations that were compared
 * @param differences a line for each hash that differs, of the first iteration that has any
 * @param machine how this machine differs from the one that trained
 */
public record Verification(
    long from, int compared, List<String> differences, List<String> machine) {
  /**
   * Verifies.
   *
   * @param run what lies in the directory
   * @param factory of its environment
   * @param device where updates run; hashes agree where it is of the run's kind
   * @param threads at least 1; no result depends on them
   * @param from the iteration of a checkpoint; 0 for the beginning of the run; -1 for the oldest
   *     checkpoint that has iterations after it, or the beginning where none has
   * @param most iterations
   * @return what was found
   * @throws IOException if the run's hashes cannot be read
   */
  public static Verification of(
      SavedRun run, EnvironmentFactory factory, Device device, int threads, long from, int most)
      throws IOException {
    Map<String, double[]> hashes = MetricFile.read(run.directory().hashes());
    int recorded = hashes.isEmpty() ? 0 : hashes.values().iterator().next().length;
    long begin = from >= 0 ? from : chosen(run, recorded);
    Checkpoint checkpoint = begin == 0 ? null : run.store().load(begin);
    // the beginning has no checkpoint: any other of the run tells where it was trained
    List<String> machine =
        (checkpoint == null ? run.store().newest() : Optional.of(checkpoint))
            .map(one -> SavedRun.differences(one, device))
            .orElse(List.of());
    try (Trainer trainer = Trainer.open(run.config(), factory, device, threads)) {
      if (checkpoint != null) {
        trainer.restore(checkpoint);
      }
      List<String> differences = new ArrayList<>();
      int compared = 0;
      while (compared < most && begin + compared < recorded && differences.isEmpty()) {
        trainer.iterate();
        int row = Math.toIntExact(begin + compared);
        compare(RunHashes.row(trainer.save()), hashes, row, differences);
        compared++;
      }
      return new Verification(begin, compared, differences, machine);
    }
  }

  private static long chosen(SavedRun run, int recorded) {
    return run.store().iterations().stream()
        .filter(iteration -> iteration < recorded)
        .findFirst()
        .orElse(0L);
  }

  private static void compare(
      MetricRow found, Map<String, double[]> hashes, int row, List<String> differences) {
    for (String name : found.names()) {
      double wanted = hashes.containsKey(name) ? hashes.get(name)[row] : Double.NaN;
      if (found.get(name) != wanted) {
        differences.add(
            "iteration %d, %s: %.0f in the run, %.0f here"
                .formatted(row, name, wanted, found.get(name)));
      }
    }
  }

  /**
   * Whether everything agreed.
   *
   * @return false also if nothing was compared
   */
  public boolean agrees() {
    return compared > 0 && differences.isEmpty();
  }
}
