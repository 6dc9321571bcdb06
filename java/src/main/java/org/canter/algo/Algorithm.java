// SPDX-License-Identifier: Apache-2.0
package org.canter.algo;

import java.util.Map;
import org.canter.config.ConfigLayer;

/**
 * A method by name: what it changes against the defaults, which are TRPO with GAE.
 *
 * @param name such as trpo
 * @param description one line
 * @param changes settings by dotted key
 */
public record Algorithm(String name, String description, Map<String, Object> changes) {
  /**
   * The changes as a layer of a configuration.
   *
   * @return the layer
   */
  public ConfigLayer layer() {
    return ConfigLayer.of("algorithm " + name, changes);
  }
}
