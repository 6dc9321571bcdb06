// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one source says about settings: a file, the command line, a preset. Immutable. */
public final class ConfigLayer {
  private static final String SET = "--set";

  private final String source;
  private final Map<String, GivenValue> given;

  private ConfigLayer(String source, Map<String, GivenValue> given) {
    this.source = source;
    this.given = Collections.unmodifiableMap(given);
  }

  /**
   * Reads a YAML file: nested mappings of single values and lists, in UTF-8. An empty file says
   * nothing. At most 1 MiB is read, sections nest at most 8 deep, and anchors, aliases, tags and
   * keys that are given twice are refused.
   *
   * @param source its name for error texts, such as "file my.yaml"
   * @param file what to read
   * @return its settings; nothing is known yet of whether they exist
   * @throws ConfigException if it cannot be read or is not such a mapping, with line and column
   */
  public static ConfigLayer ofYaml(String source, Path file) {
    return new ConfigLayer(source, YamlReader.read(source, BoundedText.of(source, file)));
  }

  /**
   * The same from a stream, which stays open.
   *
   * @param source its name for error texts
   * @param stream what to read, to its end but no more than 1 MiB
   * @return its settings
   * @throws ConfigException if it cannot be read or is not a mapping of settings
   */
  public static ConfigLayer ofYaml(String source, InputStream stream) {
    return new ConfigLayer(source, YamlReader.read(source, BoundedText.of(source, stream)));
  }

  /**
   * Settings of the command line. A list is written [64, 64] or 64,64. The last of several values
   * for one key wins.
   *
   * @param assignments each "key=value"
   * @return the settings, of source "--set"
   * @throws ConfigException if one has no key or no equals sign
   */
  public static ConfigLayer ofSet(List<String> assignments) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      String key = assignment.substring(0, Math.max(0, equals)).strip();
      if (key.isEmpty()) {
        throw new ConfigException(
            SET
                + " \""
                + ValueText.shown(assignment)
                + "\": must be key=value, such as --set seed=1");
      }
      String value = assignment.substring(equals + 1).strip();
      given.put(key, GivenValue.scalar(GivenValue.Form.TYPED, value, SET));
    }
    return new ConfigLayer(SET, given);
  }

  /**
   * Settings that the program has at hand.
   *
   * @param source its name for error texts, such as "preset gym/Hopper-v4" or "--steps"
   * @param values by dotted key: numbers, booleans, texts, enum constants or lists of such; a text
   *     is read like one of the command line, so that "1e6" is a number where one is wanted
   * @return the settings
   */
  public static ConfigLayer of(String source, Map<String, ?> values) {
    Map<String, GivenValue> given = new LinkedHashMap<>();
    values.forEach((key, value) -> given.put(key, GivenValue.of(value, source)));
    return new ConfigLayer(source, given);
  }

  /**
   * Where the settings come from.
   *
   * @return the name for error texts
   */
  public String source() {
    return source;
  }

  /**
   * Which keys are set.
   *
   * @return dotted keys in the order in which they were given; a view
   */
  public Set<String> keys() {
    return given.keySet();
  }

  /**
   * One value as it was written, unchecked; for what must be known before the rest can be resolved,
   * such as the environment whose preset is to be used.
   *
   * @param key dotted
   * @return the letters; nothing if the key is not set, is a list or has no value
   */
  public Optional<String> text(String key) {
    return Optional.ofNullable(given.get(key))
        .filter(value -> !value.isList() && value.form() != GivenValue.Form.NOTHING)
        .map(GivenValue::text);
  }

  /**
   * All values as they were written, unchecked.
   *
   * @return by dotted key a String or a List of String, in the order in which they were given
   */
  public Map<String, Object> values() {
    Map<String, Object> values = new LinkedHashMap<>();
    given.forEach((key, value) -> values.put(key, value.plain()));
    return Collections.unmodifiableMap(values);
  }

  Map<String, GivenValue> given() {
    return given;
  }
}
