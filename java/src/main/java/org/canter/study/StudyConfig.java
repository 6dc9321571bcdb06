// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.algo.Algorithms;
import org.canter.algo.RunConfig;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigResolver;
import org.canter.train.TrainConfig;

/** Configurations of a study's runs; the user's settings have the last word but one. */
final class StudyConfig {
  private StudyConfig() {}

  /** As canter train has it: with the task's preset, then what the study sets. */
  static TrainConfig withPreset(
      String environment, String algorithm, long seed, Map<String, ?> study, StudyOptions options) {
    return RunConfig.resolve(layers(environment, algorithm, seed, study, options));
  }

  /** By the defaults, the algorithm and what the study sets alone: a paper's protocol. */
  static TrainConfig asWritten(
      String environment, String algorithm, long seed, Map<String, ?> study, StudyOptions options) {
    List<ConfigLayer> layers = new ArrayList<>(List.of(Algorithms.find(algorithm).layer()));
    layers.addAll(layers(environment, algorithm, seed, study, options));
    return ConfigResolver.resolve(TrainConfig.defaults(), layers);
  }

  private static List<ConfigLayer> layers(
      String environment, String algorithm, long seed, Map<String, ?> study, StudyOptions options) {
    Map<String, Object> identity = new LinkedHashMap<>();
    identity.put("env", environment);
    identity.put("algo", algorithm);
    identity.put("seed", seed);
    return List.of(
        ConfigLayer.of("study", study),
        ConfigLayer.ofSet(options.settings()),
        // what tells the runs of a study apart is not the user's to set
        ConfigLayer.of("study", identity));
  }
}
