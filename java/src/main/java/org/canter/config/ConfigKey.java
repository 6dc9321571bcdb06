// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;

/** One setting: its key, its type, its range and what it means. */
public final class ConfigKey {
  /** no text is longer, wherever it comes from */
  static final int LONGEST_TEXT = 4096;

  /** no list holds more */
  static final int LONGEST_LIST = 1000;

  private final String key;
  private final SettingType type;
  private final Setting setting;
  private final NumberRange range;
  private final List<Enum<?>> constants;

  private ConfigKey(String key, SettingType type, Setting setting, Class<?> javaType) {
    this.key = key;
    this.type = type;
    this.setting = setting;
    range = NumberRange.of(setting);
    constants =
        Stream.ofNullable(javaType.getEnumConstants())
            .flatMap(Stream::of)
            .<Enum<?>>map(Enum.class::cast)
            .toList();
  }

  /** Checks the annotation, which is a programmer's and no user's. */
  static ConfigKey of(String key, RecordComponent component) {
    Setting setting = component.getAnnotation(Setting.class);
    SettingType type = SettingType.of(component.getGenericType()).orElse(null);
    if (type == null) {
      throw new IllegalArgumentException(
          key
              + " is a "
              + component.getGenericType().getTypeName()
              + "; a setting is an int, a long, a double, a boolean, a String, an enum, a list of"
              + " Integer or String, or a record of such");
    }
    if (setting == null) {
      throw new IllegalArgumentException(key + " has no @Setting; say what it means");
    }
    checkLines(key, setting);
    try {
      return new ConfigKey(key, type, setting, component.getType()).checked();
    } catch (IllegalArgumentException error) {
      throw new IllegalArgumentException(key + ": " + error.getMessage(), error);
    }
  }

  private ConfigKey checked() {
    if (range.isBounded() && !type.isNumeric()) {
      throw new IllegalArgumentException("only numbers have a range");
    }
    boolean ambiguous = choices().stream().distinct().count() < constants.size();
    if (ambiguous || type == SettingType.CHOICE && constants.isEmpty()) {
      throw new IllegalArgumentException(
          "no constants, or two that are written alike: " + choices());
    }
    return this;
  }

  /** Documentation goes into comments of one line each. */
  static void checkLines(String key, Setting setting) {
    boolean oneLine =
        Stream.of(setting.value(), setting.symbol(), setting.unit())
            .noneMatch(text -> text.chars().anyMatch(Character::isISOControl));
    if (setting.value().isBlank() || !oneLine) {
      throw new IllegalArgumentException(key + ": @Setting says what it means in one line");
    }
  }

  /**
   * The name by which it is set.
   *
   * @return the sections and the component in snake_case, joined by dots
   */
  public String key() {
    return key;
  }

  /**
   * Its type.
   *
   * @return one that a setting may have
   */
  public SettingType type() {
    return type;
  }

  /**
   * What it means.
   *
   * @return one line
   */
  public String meaning() {
    return setting.value();
  }

  /**
   * The symbol that the papers give it.
   *
   * @return the symbol, or nothing
   */
  public String symbol() {
    return setting.symbol();
  }

  /**
   * Its unit.
   *
   * @return the unit, or nothing
   */
  public String unit() {
    return setting.unit();
  }

  /**
   * Which numbers it may have, each element of a list by itself.
   *
   * @return such as "[0, 1)" or "at least 1"; nothing if there is no range
   */
  public String range() {
    return range.text();
  }

  /**
   * The values that an enum may have.
   *
   * @return as they are written, in the order of the constants; empty for every other type
   */
  public List<String> choices() {
    return constants.stream().map(Names::kebabCase).toList();
  }

  /** The constant that is written so, or null. */
  Enum<?> constant(String written) {
    return constants.stream()
        .filter(constant -> Names.kebabCase(constant).equals(written))
        .findFirst()
        .orElse(null);
  }

  /** What a value must be, to stand after "must be": "a whole number in [1, 10]". */
  String wanted() {
    return wanted(type);
  }

  /** The same for an element of a list. */
  String wantedElement() {
    return wanted(type.element());
  }

  private String wanted(SettingType part) {
    if (part == SettingType.CHOICE) {
      return "one of " + String.join(", ", choices());
    }
    String phrase = range.phrase();
    if (phrase.isEmpty()) {
      return part.noun();
    }
    String each = part.isList() ? ", each " : phrase.startsWith("in ") ? " " : ", ";
    return part.noun() + each + phrase;
  }

  /** What is wrong with a value of the right type: "must be in [0, 1]"; null if nothing is. */
  String complaint(Object value) {
    if (value instanceof List<?> list) {
      return complaintOfList(list);
    }
    if (value instanceof Double number) {
      return complaintOfReal(number);
    }
    if (value instanceof String text && text.length() > LONGEST_TEXT) {
      return "must be at most " + LONGEST_TEXT + " characters long, not " + text.length();
    }
    if (value instanceof Number number) {
      return complaintOfWhole(BigDecimal.valueOf(number.longValue()));
    }
    return value == null ? "must not be null" : null;
  }

  private String complaintOfList(List<?> list) {
    if (list.size() > LONGEST_LIST) {
      return "must have at most " + LONGEST_LIST + " elements, not " + list.size();
    }
    for (int i = 0; i < list.size(); i++) {
      String complaint = complaint(list.get(i));
      if (complaint != null) {
        return "element " + (i + 1) + " " + complaint;
      }
    }
    return null;
  }

  /** What is wrong with a whole number, however large; null if nothing is. */
  String complaintOfWhole(BigDecimal number) {
    if (!range.contains(number)) {
      return "must be " + range.phrase();
    }
    long least = type == SettingType.LONG ? Long.MIN_VALUE : Integer.MIN_VALUE;
    long most = type == SettingType.LONG ? Long.MAX_VALUE : Integer.MAX_VALUE;
    if (number.compareTo(BigDecimal.valueOf(most)) > 0) {
      return "must be at most " + most;
    }
    return number.compareTo(BigDecimal.valueOf(least)) < 0 ? "must be at least " + least : null;
  }

  private String complaintOfReal(double number) {
    if (!range.contains(number) && !Double.isNaN(number)) {
      return "must be " + range.phrase();
    }
    if (Double.isFinite(number)) {
      return null;
    }
    return "must be a finite number" + (range.isBounded() ? ", " + range.phrase() : "");
  }

  @Override
  public String toString() {
    return key;
  }
}
