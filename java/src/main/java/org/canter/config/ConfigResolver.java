// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays layers over defaults. */
public final class ConfigResolver {
  private static final int MOST_NAMED = 12;

  private final ConfigSchema schema;
  private final Map<String, GivenValue> origins = new LinkedHashMap<>();

  private ConfigResolver(ConfigSchema schema) {
    this.schema = schema;
  }

  /**
   * Resolves a configuration. Every value of every layer is checked, those too that a later layer
   * replaces, and so are the defaults.
   *
   * @param <R> the record
   * @param defaults every setting
   * @param layers what differs; later ones win
   * @return the defaults with the layers' values
   * @throws ConfigException if a setting is unknown, of the wrong type or out of range, or if the
   *     constructor of a record refuses the values
   */
  public static <R extends Record> R resolve(R defaults, List<ConfigLayer> layers) {
    ConfigResolver resolver = new ConfigResolver(ConfigSchema.of(defaults.getClass()));
    Map<String, Object> values = resolver.schema.valuesOf(defaults, "default");
    for (ConfigLayer layer : layers) {
      layer.given().forEach((key, given) -> resolver.set(values, key, given));
    }
    Record resolved = resolver.schema.root().build(values, resolver::refused);
    @SuppressWarnings("unchecked") // made by the constructor of the defaults' own class
    R result = (R) resolved;
    return result;
  }

  private void set(Map<String, Object> values, String key, GivenValue given) {
    ConfigSection section = schema.section(key);
    if (section != null) {
      checkSection(section, given);
      return;
    }
    ConfigKey setting = schema.find(key).orElseThrow(() -> unknown(key, given));
    values.put(key, ValueReader.read(setting, given));
    origins.remove(key);
    origins.put(key, given);
  }

  /** A section of which every line is commented out is empty, and that is fine. */
  private void checkSection(ConfigSection section, GivenValue given) {
    if (given.form() != GivenValue.Form.NOTHING) {
      throw new ConfigException(
          section.key()
              + " = "
              + given.shown()
              + " ("
              + given.where()
              + "): is a section of settings and has no value itself; "
              + inside(section));
    }
  }

  private String inside(ConfigSection section) {
    return (section.key().isEmpty() ? "there are " : section.key() + " has ")
        + list(schema.inside(section));
  }

  private ConfigException unknown(String key, GivenValue given) {
    return new ConfigException(
        "unknown setting \"" + ValueText.shown(key) + "\" (" + given.where() + "); " + remedy(key));
  }

  private String remedy(String key) {
    String outer = key.substring(0, Math.max(0, key.lastIndexOf('.')));
    ConfigKey single = schema.find(outer).orElse(null);
    if (single != null) {
      return outer + " has no settings inside: it is " + single.wanted();
    }
    ConfigSection section = schema.section(outer);
    String known = inside(section == null ? schema.root() : section);
    return Suggestions.closestKey(key, schema.names())
        .map(close -> "did you mean " + close + "?")
        .orElse(known);
  }

  /** A record's own check failed: says what was set in its section, the latest first. */
  private ConfigException refused(String section, RuntimeException cause) {
    String prefix = section.isEmpty() ? "" : section + ".";
    List<String> set = new ArrayList<>();
    origins.forEach(
        (key, given) -> {
          if (key.startsWith(prefix)) {
            set.add(0, key + " = " + given.shown() + " by " + given.where());
          }
        });
    String what = cause.getMessage() == null ? cause.toString() : cause.getMessage();
    return new ConfigException(
        (section.isEmpty() ? "" : section + ": ")
            + what
            + " ("
            + (set.isEmpty() ? "all defaults" : list(set))
            + ")",
        cause);
  }

  /** Not more than somebody reads. */
  private static String list(List<String> names) {
    int more = names.size() - MOST_NAMED;
    String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return more > 0 ? first + " and " + more + " more" : first;
  }
}
