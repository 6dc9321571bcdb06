// SPDX-License-Identifier: Apache-2.0
package org.canter.algo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.canter.config.ConfigLayer;

/** What a task wants changed against the defaults: one file for each, among the resources. */
public final class Presets {
  private Presets() {}

  /**
   * The preset of a task.
   *
   * @param environment its id
   * @return empty where the defaults are fine
   */
  public static Optional<ConfigLayer> of(String environment) {
    // an id is letters, digits, and _.- around one slash, so this names a file of ours or none
    String resource = "/org/canter/presets/" + environment + ".yaml";
    try (InputStream stream = Presets.class.getResourceAsStream(resource)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(ConfigLayer.ofYaml("preset " + environment, stream));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
