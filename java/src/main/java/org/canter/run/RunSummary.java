// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.util.LinkedHashMap;
import java.util.Map;
import org.canter.compute.Compute;
import org.canter.compute.Device;
import org.canter.env.EnvironmentFactory;
import org.canter.io.Json;
import org.canter.rollout.EpisodeReturns;
import org.canter.train.Agent;
import org.canter.train.TrainConfig;
import org.canter.train.Trainer;

/**
 * What came out of a run. The final policy is the last one; the best one was chosen by evaluations
 * in the course of the run and scored on episodes of its own.
 *
 * @param config of the run
 * @param environmentSteps training steps
 * @param iterations done
 * @param finalReturns episodes of the last policy
 * @param bestReturns episodes of the best policy; those of the last one where none was chosen
 * @param bestSteps training steps of the best policy
 * @param wallSeconds time of training, its evaluations included
 * @param thetaHash SHA-256 of the last policy's parameters
 * @param device where updates ran at the end
 * @param threads that were used at the end
 */
public record RunSummary(
    TrainConfig config,
    long environmentSteps,
    long iterations,
    EpisodeReturns finalReturns,
    EpisodeReturns bestReturns,
    long bestSteps,
    double wallSeconds,
    String thetaHash,
    Device device,
    int threads) {
  /** Scores the last and the best policy of a run that is done. */
  static RunSummary of(
      TrainConfig config,
      Trainer trainer,
      BestPolicy best,
      EnvironmentFactory factory,
      Device device,
      int threads,
      double wallSeconds) {
    int episodes = config.evaluation().finalEpisodes();
    EpisodeReturns last =
        trainer
            .agent()
            .evaluate(
                factory,
                EvaluationSeeds.of(config.seed(), EvaluationSeeds.FINAL, 0),
                episodes,
                threads);
    return new RunSummary(
        config,
        trainer.environmentSteps(),
        trainer.iterations(),
        last,
        best.exists() ? scoreBest(config, best, factory, threads) : last,
        best.exists() ? best.steps() : trainer.environmentSteps(),
        wallSeconds,
        RunHashes.hex(trainer.agent().thetaBytes()),
        device,
        threads);
  }

  private static EpisodeReturns scoreBest(
      TrainConfig config, BestPolicy best, EnvironmentFactory factory, int threads) {
    try (Compute compute = Compute.cpu(1);
        Agent agent = Agent.create(compute, factory.spec(), config)) {
      agent.restore(best.agent());
      return agent.evaluate(
          factory,
          EvaluationSeeds.of(config.seed(), EvaluationSeeds.BEST, 0),
          config.evaluation().finalEpisodes(),
          threads);
    }
  }

  /**
   * The summary for programs.
   *
   * @return JSON
   */
  public String json() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("env", config.env());
    facts.put("algo", config.algo());
    facts.put("seed", config.seed());
    facts.put("env_steps", environmentSteps);
    facts.put("iterations", iterations);
    facts.put("final_return_mean", finalReturns.mean());
    facts.put("final_return_std", finalReturns.deviation());
    facts.put("best_return_mean", bestReturns.mean());
    facts.put("best_return_std", bestReturns.deviation());
    facts.put("best_env_steps", bestSteps);
    facts.put("evaluation_episodes", config.evaluation().finalEpisodes());
    facts.put("wall_seconds", wallSeconds);
    facts.put("env_steps_per_second", environmentSteps / wallSeconds);
    facts.put("theta_sha256", thetaHash);
    facts.putAll(device.facts());
    facts.put("threads", threads);
    facts.put("versions", device.fingerprint().facts());
    return Json.text(facts) + System.lineSeparator();
  }
}
