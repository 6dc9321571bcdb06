// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All settings of a tree of records, with their types, ranges and meanings. */
public final class ConfigSchema {
  // reading a tree of records by reflection takes a third of a millisecond
  private static final ClassValue<ConfigSchema> KNOWN =
      new ClassValue<>() {
        @Override
        protected ConfigSchema computeValue(Class<?> type) {
          return new ConfigSchema(ConfigSection.root(type.asSubclass(Record.class)));
        }
      };

  private final ConfigSection root;
  private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
  private final Map<String, ConfigSection> sections = new LinkedHashMap<>();

  private ConfigSchema(ConfigSection root) {
    this.root = root;
    index(root);
  }

  /**
   * Reads the components of a record and of the records in it.
   *
   * @param type the record
   * @return its settings
   * @throws IllegalArgumentException if a component has no {@link Setting}, a type that no setting
   *     may have or an impossible range: a fault of the program, not of a user
   */
  public static ConfigSchema of(Class<? extends Record> type) {
    return KNOWN.get(type);
  }

  private void index(ConfigSection section) {
    for (ConfigSection.Member member : section.members()) {
      if (member.section() == null) {
        keys.put(member.key(), member.setting());
      } else {
        sections.put(member.key(), member.section());
        index(member.section());
      }
    }
  }

  /**
   * All settings.
   *
   * @return in the order of the components; a view
   */
  public Collection<ConfigKey> keys() {
    return Collections.unmodifiableCollection(keys.values());
  }

  /**
   * Finds a setting.
   *
   * @param key its key, with the sections
   * @return the setting, or nothing
   */
  public Optional<ConfigKey> find(String key) {
    return Optional.ofNullable(keys.get(key));
  }

  ConfigSection root() {
    return root;
  }

  ConfigSection section(String key) {
    return sections.get(key);
  }

  /** The keys of what is directly inside a section, without that section's own. */
  List<String> inside(ConfigSection section) {
    return section.members().stream()
        .map(member -> member.key().substring(member.key().lastIndexOf('.') + 1))
        .toList();
  }

  /** What somebody may have meant: the settings first, then the sections. */
  List<String> names() {
    List<String> names = new ArrayList<>(keys.keySet());
    names.addAll(sections.keySet());
    return names;
  }

  /** Every setting of a record, checked against its range. */
  Map<String, Object> valuesOf(Record record, String source) {
    Map<String, Object> values = new LinkedHashMap<>();
    root.flatten(record, values);
    values.forEach((key, value) -> check(key, value, source));
    return values;
  }

  private void check(String key, Object value, String source) {
    String complaint = keys.get(key).complaint(value);
    if (complaint != null) {
      throw new ConfigException(
          key
              + " = "
              + ValueText.shown(value == null ? "null" : ValueText.yaml(value))
              + " ("
              + source
              + "): "
              + complaint);
    }
  }
}
