// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.algo.RunConfig;
import org.canter.config.ConfigLayer;

/**
 * Configurations of runs that take a moment: small networks, few steps. Whatever a preset says,
 * these settings come after it.
 */
public final class SmallConfig {
  private final Map<String, String> settings = new LinkedHashMap<>();

  private SmallConfig(String environment, String algorithm) {
    settings.put("env", environment);
    settings.put("algo", algorithm);
    settings.put("rollout.environments", "3");
    settings.put("policy.hidden", "[8]");
    settings.put("baseline.hidden", "[8]");
    settings.put("evaluation.every", "0");
    settings.put("evaluation.episodes", "2");
    settings.put("evaluation.final_episodes", "3");
  }

  /** Three environments, a hidden layer of eight, no evaluations on the way. */
  public static SmallConfig of(String environment, String algorithm) {
    return new SmallConfig(environment, algorithm);
  }

  /** The same with another setting. */
  public SmallConfig with(String key, Object value) {
    settings.put(key, value.toString());
    return this;
  }

  /** Batches of so many steps of each environment, so many of them. */
  public SmallConfig iterations(int count, int horizon) {
    int environments = Integer.parseInt(settings.get("rollout.environments"));
    return with("rollout.unit", "steps")
        .with("rollout.horizon", horizon)
        .with("steps", (long) count * horizon * environments);
  }

  /** A setting as it was given. */
  public String value(String key) {
    return settings.get(key);
  }

  /** The configuration. */
  public TrainConfig config() {
    return RunConfig.resolve(List.of(ConfigLayer.of("the test", settings)));
  }

  /** The words of the command line that mean the same. */
  public List<String> words() {
    List<String> words = new ArrayList<>();
    settings.forEach(
        (key, value) -> {
          boolean option = key.equals("env") || key.equals("algo");
          words.add(option ? "--" + key : "--set");
          words.add(option ? value : key + "=" + value);
        });
    return words;
  }

  @Override
  public String toString() {
    return settings.get("algo") + " on " + settings.get("env");
  }
}
