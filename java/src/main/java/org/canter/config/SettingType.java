// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;

/** The types that a setting may have. */
public enum SettingType {
  /** 32 bits, an int */
  INT("a whole number"),
  /** 64 bits, a long */
  LONG("a whole number"),
  /** 64 bits, a double; never NaN or infinite */
  DOUBLE("a number"),
  /** true or false */
  BOOLEAN("true or false"),
  /** a String */
  TEXT("text"),
  /** a constant of an enum */
  CHOICE("one of"),
  /** a List of Integer */
  INTS("a list of whole numbers"),
  /** a List of String */
  TEXTS("a list of texts");

  private final String noun;

  SettingType(String noun) {
    this.noun = noun;
  }

  /**
   * What a value is, for error texts.
   *
   * @return such as "a whole number"
   */
  public String noun() {
    return noun;
  }

  boolean isList() {
    return this == INTS || this == TEXTS;
  }

  boolean isNumeric() {
    return this == INT || this == LONG || this == DOUBLE || this == INTS;
  }

  /** The type of one element of a list; of anything else, itself. */
  SettingType element() {
    return switch (this) {
      case INTS -> INT;
      case TEXTS -> TEXT;
      default -> this;
    };
  }

  /** Which of these a type of Java is, if any. */
  static Optional<SettingType> of(Type type) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      Type element = generic.getActualTypeArguments()[0];
      return element == Integer.class
          ? Optional.of(INTS)
          : element == String.class ? Optional.of(TEXTS) : Optional.empty();
    }
    if (type == int.class) {
      return Optional.of(INT);
    }
    if (type == long.class) {
      return Optional.of(LONG);
    }
    if (type == double.class) {
      return Optional.of(DOUBLE);
    }
    if (type == boolean.class) {
      return Optional.of(BOOLEAN);
    }
    if (type == String.class) {
      return Optional.of(TEXT);
    }
    return type instanceof Class<?> raw && raw.isEnum() ? Optional.of(CHOICE) : Optional.empty();
  }
}
