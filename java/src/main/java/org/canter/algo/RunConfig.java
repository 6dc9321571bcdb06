// SPDX-License-Identifier: Apache-2.0
package org.canter.algo;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.canter.config.ConfigException;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigResolver;
import org.canter.train.TrainConfig;

/**
 * The configuration of a run: the defaults, then the task's preset, the algorithm, the user's file,
 * --set, and the options of the command line; later ones win.
 */
public final class RunConfig {
  private static final String ENVIRONMENT = "env";
  private static final String ALGORITHM = "algo";

  private RunConfig() {}

  /**
   * Resolves a configuration.
   *
   * @param given what the user says, the strongest last
   * @return the configuration
   * @throws ConfigException if a setting is unknown or wrong, or no environment is named
   */
  public static TrainConfig resolve(List<ConfigLayer> given) {
    String environment = last(given, ENVIRONMENT).orElse("");
    if (environment.isEmpty()) {
      throw new ConfigException(
          "no environment is named; give --env ID, or env: ID in the file; canter envs lists all");
    }
    List<ConfigLayer> layers = new ArrayList<>();
    Presets.of(environment).ifPresent(layers::add);
    layers.add(Algorithms.find(last(given, ALGORITHM).orElse("trpo")).layer());
    layers.addAll(given);
    return ConfigResolver.resolve(TrainConfig.defaults(), layers);
  }

  private static Optional<String> last(List<ConfigLayer> layers, String key) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Optional<String> found = layers.get(i).text(key);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
