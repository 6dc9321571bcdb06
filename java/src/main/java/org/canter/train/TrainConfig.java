// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.advantage.AdvantageSettings;
import org.canter.baseline.BaselineSettings;
import org.canter.compute.DeviceSettings;
import org.canter.config.Setting;
import org.canter.policy.PolicySettings;
import org.canter.update.UpdateSettings;

/**
 * All that a run's results follow from, on one kind of machine and device. Which device computes,
 * and on how many threads, is not here.
 *
 * @param env id of the environment
 * @param algo name of the composition that this began as
 * @param seed of everything random
 * @param steps training steps, rounded up to whole iterations
 * @param rollout what an iteration gathers
 * @param policy shape of the policy
 * @param normalizer scaling of observations
 * @param advantage estimator of advantages
 * @param baseline what returns are compared with
 * @param update how the policy is improved
 * @param evaluation when the policy is measured
 * @param checkpoint when the run is saved
 * @param device how the device of updates computes
 */
public record TrainConfig(
    @Setting("environment") String env,
    @Setting("composition that the other settings begin as") String algo,
    @Setting(value = "seed of everything random", min = -0x1p53, max = 0x1p53) long seed,
    @Setting(value = "training steps", min = 1, max = 1e12) long steps,
    @Setting("what an iteration gathers") RolloutSettings rollout,
    @Setting("shape of the policy") PolicySettings policy,
    @Setting("scaling of observations") NormalizerSettings normalizer,
    @Setting("estimator of advantages") AdvantageSettings advantage,
    @Setting("what returns are compared with") BaselineSettings baseline,
    @Setting("how the policy is improved") UpdateSettings update,
    @Setting("when the policy is measured") EvaluationSettings evaluation,
    @Setting("when the run is saved") CheckpointSettings checkpoint,
    @Setting("how the device of updates computes") DeviceSettings device) {
  /**
   * TRPO with GAE, for an environment that is still to be named.
   *
   * @return the defaults
   */
  public static TrainConfig defaults() {
    return new TrainConfig(
        "",
        "trpo",
        0,
        1_000_000,
        RolloutSettings.defaults(),
        PolicySettings.defaults(),
        NormalizerSettings.defaults(),
        AdvantageSettings.defaults(),
        BaselineSettings.defaults(),
        UpdateSettings.defaults(),
        EvaluationSettings.defaults(),
        CheckpointSettings.defaults(),
        DeviceSettings.defaults());
  }
}
