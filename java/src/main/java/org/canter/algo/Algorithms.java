// SPDX-License-Identifier: Apache-2.0
package org.canter.algo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.config.ConfigException;
import org.canter.config.Suggestions;

/** The methods that have a name. Every one is a composition that --set can change further. */
public final class Algorithms {
  private static final List<Algorithm> ALL =
      List.of(
          new Algorithm(
              "trpo", "trust-region policy optimisation, single path, with GAE", Map.of()),
          new Algorithm(
              "trpo-empirical",
              "TRPO with the empirical Fisher matrix, the covariance of the scores",
              Map.of("update.natural.fisher", "empirical")),
          new Algorithm(
              "npg",
              "natural policy gradient, its step scaled to the KL bound without a line search",
              Map.of("update.natural.step_rule", "kl-scaled")),
          new Algorithm(
              "npg-fixed",
              "natural policy gradient with a fixed multiple of the natural gradient",
              Map.of("update.natural.step_rule", "fixed")),
          new Algorithm(
              "vpg",
              "vanilla policy gradient with GAE and a value network, one Adam step a batch",
              ordered("update.kind", "gradient", "update.gradient.rate", 0.01)),
          new Algorithm(
              "reinforce",
              "REINFORCE: whole episodes, rewards to go, no baseline, one Adam step a batch",
              ordered(
                  "rollout.unit", "episodes",
                  "rollout.environments", 10,
                  "rollout.horizon", 0,
                  "rollout.episodes", 1,
                  "advantage.kind", "monte-carlo",
                  "advantage.target", "returns",
                  "baseline.kind", "none",
                  "update.kind", "gradient",
                  "update.gradient.rate", 0.01)),
          new Algorithm(
              "ppo",
              "proximal policy optimisation, clipped surrogate",
              ordered("update.kind", "proximal", "baseline.adam.epochs", 10)),
          new Algorithm(
              "ppo-kl",
              "proximal policy optimisation with a KL penalty that adapts",
              ordered(
                  "update.kind", "proximal",
                  "update.proximal.clip", 0,
                  "baseline.adam.epochs", 10)));

  private Algorithms() {}

  /**
   * All of them.
   *
   * @return in the order of the documentation
   */
  public static List<Algorithm> all() {
    return ALL;
  }

  /**
   * Finds a method.
   *
   * @param name its name
   * @return the method
   * @throws ConfigException if there is none, with the name that comes closest
   */
  public static Algorithm find(String name) {
    for (Algorithm one : ALL) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    List<String> names = ALL.stream().map(Algorithm::name).toList();
    String remedy =
        Suggestions.closest(name, names).map(close -> "; did you mean " + close + "?").orElse(";");
    throw new ConfigException(
        "unknown algorithm \"" + name + "\"" + remedy + " there are " + String.join(", ", names));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
