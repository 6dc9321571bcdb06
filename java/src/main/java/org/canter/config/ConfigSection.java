// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;

/** A record type as a section of settings: takes records apart and puts them together. */
final class ConfigSection {
  private final String key;
  private final Class<? extends Record> type;
  private final String meaning;
  private final Constructor<? extends Record> constructor;
  private final List<Member> members = new ArrayList<>();

  /** A component: a setting or a section, the other is null. */
  record Member(RecordComponent component, String key, ConfigKey setting, ConfigSection section) {}

  private ConfigSection(String key, Class<? extends Record> type, String meaning) {
    this.key = key;
    this.type = type;
    this.meaning = meaning;
    constructor = canonical(type);
  }

  static ConfigSection root(Class<? extends Record> type) {
    return read("", type, "", Set.of());
  }

  private static ConfigSection read(
      String key, Class<? extends Record> type, String meaning, Set<Class<?>> outer) {
    if (outer.contains(type)) {
      throw new IllegalArgumentException(key + " contains itself: " + type.getName());
    }
    RecordComponent[] components = type.getRecordComponents();
    if (components.length == 0) {
      throw new IllegalArgumentException(type.getName() + " has no components to set");
    }
    ConfigSection section = new ConfigSection(key, type, meaning);
    Set<Class<?>> inner = new HashSet<>(outer);
    inner.add(type);
    Set<String> taken = new HashSet<>();
    for (RecordComponent component : components) {
      Member member = section.member(component, inner);
      if (!taken.add(member.key())) {
        throw new IllegalArgumentException(
            type.getName() + " has two components that are written " + member.key());
      }
      section.members.add(member);
    }
    return section;
  }

  private Member member(RecordComponent component, Set<Class<?>> inner) {
    component.getAccessor().setAccessible(true);
    String name = Names.snakeCase(component.getName());
    String full = key.isEmpty() ? name : key + "." + name;
    if (!component.getType().isRecord()) {
      return new Member(component, full, ConfigKey.of(full, component), null);
    }
    Setting setting = component.getAnnotation(Setting.class);
    if (setting != null) {
      ConfigKey.checkLines(full, setting);
    }
    Class<? extends Record> nested = component.getType().asSubclass(Record.class);
    String nestedMeaning = setting == null ? "" : setting.value();
    return new Member(component, full, null, read(full, nested, nestedMeaning, inner));
  }

  String key() {
    return key;
  }

  String meaning() {
    return meaning;
  }

  List<Member> members() {
    return members;
  }

  /** Puts every setting of a record into a map, in the order of the components. */
  void flatten(Record record, Map<String, Object> values) {
    if (record == null) {
      throw new ConfigException("the section " + key + " is null; give it a record");
    }
    for (Member member : members) {
      Object value = valueOf(member.component(), record);
      if (member.section() == null) {
        values.put(member.key(), value);
      } else {
        member.section().flatten((Record) value, values);
      }
    }
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (InvocationTargetException error) {
      throw unchecked(error.getCause());
    } catch (IllegalAccessException error) {
      throw new IllegalStateException("a component cannot be read: " + component, error);
    }
  }

  /**
   * Makes the record from values of the right types.
   *
   * @param values by key, complete
   * @param refused what to throw if a constructor refuses its arguments, for the key of the section
   */
  Record build(
      Map<String, Object> values, BiFunction<String, RuntimeException, ConfigException> refused) {
    Object[] arguments = new Object[members.size()];
    for (int i = 0; i < arguments.length; i++) {
      Member member = members.get(i);
      arguments[i] =
          member.section() == null
              ? values.get(member.key())
              : member.section().build(values, refused);
    }
    try {
      return constructor.newInstance(arguments);
    } catch (InvocationTargetException error) {
      RuntimeException cause = unchecked(error.getCause());
      boolean refusal =
          cause instanceof IllegalArgumentException || cause instanceof ConfigException;
      throw refusal ? refused.apply(key, cause) : cause;
    } catch (ReflectiveOperationException error) {
      throw new IllegalStateException("no record can be made of " + type.getName(), error);
    }
  }

  private static Constructor<? extends Record> canonical(Class<? extends Record> type) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<? extends Record> canonical = type.getDeclaredConstructor(types);
      canonical.setAccessible(true);
      return canonical;
    } catch (NoSuchMethodException error) {
      throw new IllegalStateException(type.getName() + " is no record", error);
    }
  }

  private static RuntimeException unchecked(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof RuntimeException exception
        ? exception
        : new IllegalStateException(cause);
  }
}
