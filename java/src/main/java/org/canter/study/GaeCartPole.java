// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.train.TrainConfig;

/**
 * The cart-pole of Figure 8 of Schulman's thesis: a linear policy improved by TRPO, a value network
 * of one layer of 20 fitted to returns in a trust region, batches of 20 whole trajectories of at
 * most 1000 steps.
 */
final class GaeCartPole {
  /** Runs of a condition. */
  static final int SEEDS = 21;

  /** Stands for the time-dependent baseline in the place of lambda. */
  static final double NO_VALUE_FUNCTION = Double.NaN;

  private static final String ENVIRONMENT = "paper/cart-pole";
  private static final int TRAJECTORIES = 20;
  private static final int LONGEST = 1000;

  private GaeCartPole() {}

  /** A run of so many iterations. */
  static StudyRun run(
      String name,
      String group,
      double gamma,
      double lambda,
      long seed,
      int iterations,
      StudyOptions options) {
    Map<String, Object> study = new LinkedHashMap<>(protocol());
    study.put("steps", (long) iterations * TRAJECTORIES * LONGEST);
    study.put("advantage.gamma", gamma);
    if (Double.isNaN(lambda)) {
      study.put("advantage.kind", "monte-carlo");
      study.put("baseline.kind", "time");
    } else {
      study.put("advantage.lambda", lambda);
    }
    TrainConfig config = StudyConfig.asWritten(ENVIRONMENT, "trpo", seed, study, options);
    return new StudyRun(name + "-s" + seed, group, config, iterations, iterations);
  }

  private static Map<String, Object> protocol() {
    Map<String, Object> study = new LinkedHashMap<>();
    study.put("rollout.unit", "episodes");
    study.put("rollout.environments", TRAJECTORIES);
    study.put("rollout.horizon", LONGEST);
    study.put("rollout.episodes", 1);
    study.put("policy.hidden", List.of());
    // the policy and the value network see the state as it is
    study.put("normalizer.active", false);
    study.put("advantage.target", "returns");
    study.put("baseline.hidden", List.of(20));
    study.put("baseline.fit", "trust-region");
    // so little that it is epsilon which limits a step, as in the thesis, and not the damping
    study.put("baseline.trust_region.damping", 1e-3);
    study.put("evaluation.every", 0);
    return study;
  }

  /** The mean return of every iteration's batch. */
  static double[] returns(StudyFolder folder, StudyRun run) throws IOException {
    double[] all = StudyFigures.column(folder.directory(run), "batch_return_mean");
    if (all.length < run.iterations()) {
      throw new StudyException(
          folder.directory(run).path()
              + " ended after "
              + all.length
              + " of "
              + run.iterations()
              + " iterations; leave out --set steps=...");
    }
    // somebody may have resumed it by hand
    return Arrays.copyOf(all, run.iterations());
  }
}
