// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value as somebody wrote it, before it is known what it is for.
 *
 * @param form how it was written
 * @param text the letters; of a list nothing
 * @param elements of a list
 * @param where it was written, for error texts: "file my.yaml, line 12"
 */
record GivenValue(Form form, String text, List<GivenValue> elements, String where) {
  /** How a value was written. */
  enum Form {
    /** a key without a value, or an empty section */
    NOTHING,
    /** on the command line or by the program: means what the setting makes of it */
    TYPED,
    /** in YAML, without quotes */
    PLAIN,
    /** in YAML, between quotes: never a number */
    QUOTED,
    /** several */
    LIST
  }

  static GivenValue nothing(String where) {
    return new GivenValue(Form.NOTHING, "", List.of(), where);
  }

  static GivenValue scalar(Form form, String text, String where) {
    return new GivenValue(form, text, List.of(), where);
  }

  static GivenValue list(List<GivenValue> elements, String where) {
    return new GivenValue(Form.LIST, "", List.copyOf(elements), where);
  }

  /** A value of the program: a number, a boolean, a text, a constant or a list of such. */
  static GivenValue of(Object value, String where) {
    if (value == null) {
      return nothing(where);
    }
    if (value instanceof Collection<?> several) {
      return list(several.stream().map(element -> of(element, where)).toList(), where);
    }
    String text = value instanceof Enum<?> constant ? Names.kebabCase(constant) : value.toString();
    return scalar(Form.TYPED, text, where);
  }

  boolean isList() {
    return form == Form.LIST;
  }

  /** The value for an error text. */
  String shown() {
    return ValueText.shown(written());
  }

  private String written() {
    return switch (form) {
      case NOTHING -> "nothing";
      case QUOTED -> '"' + text + '"';
      case LIST ->
          elements.stream().map(GivenValue::written).collect(Collectors.joining(", ", "[", "]"));
      default -> text.isEmpty() ? "\"\"" : text;
    };
  }

  /** The letters, or a list of them. */
  Object plain() {
    return isList() ? elements.stream().map(GivenValue::plain).toList() : text;
  }
}
