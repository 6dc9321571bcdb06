// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Turns what somebody wrote into a value of the type that a setting has, or says what is wrong. */
final class ValueReader {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(?:\\d+(?:_\\d+)*(?:\\.\\d*)?|\\.\\d+)(?:[eE][+-]?\\d{1,9})?");
  private static final Pattern NOT_FINITE = Pattern.compile("(?i)[+-]?\\.?(?:nan|inf|infinity)");
  // the longest number that anybody needs has 25 characters
  private static final int LONGEST_NUMBER = 400;

  private final ConfigKey key;
  private final GivenValue given;

  private ValueReader(ConfigKey key, GivenValue given) {
    this.key = key;
    this.given = given;
  }

  /** The value, in range: an Integer, a Long, a Double, a Boolean, a String, an enum or a list. */
  static Object read(ConfigKey key, GivenValue given) {
    if (given.form() == GivenValue.Form.NOTHING) {
      throw new ConfigException(
          key
              + " ("
              + given.where()
              + "): has no value; give "
              + key.wanted()
              + ", or leave it out");
    }
    ValueReader reader = new ValueReader(key, given);
    Object value = key.type().isList() ? reader.list() : reader.single();
    String complaint = key.complaint(value);
    if (complaint != null) {
      throw reader.refused(complaint);
    }
    return value;
  }

  private ConfigException refused(String complaint) {
    return new ConfigException(
        key + " = " + given.shown() + " (" + given.where() + "): " + complaint);
  }

  private Object single() {
    if (given.isList()) {
      throw refused("must be " + key.wanted() + ", not a list");
    }
    return scalar(given, "");
  }

  private List<Object> list() {
    List<Object> values = new ArrayList<>();
    for (GivenValue element : elements()) {
      values.add(scalar(element, "element " + (values.size() + 1) + " "));
    }
    return List.copyOf(values);
  }

  private List<GivenValue> elements() {
    if (given.isList()) {
      return given.elements();
    }
    String example = key.type() == SettingType.INTS ? "[64, 64]" : "[first, second]";
    if (given.form() != GivenValue.Form.TYPED) {
      throw refused("must be " + key.wanted() + ", such as " + example);
    }
    String text = given.text();
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.startsWith("[")) {
      return YamlReader.list(given.where() + " " + key, text);
    }
    return Arrays.stream(text.split(",", -1))
        .map(part -> GivenValue.scalar(given.form(), part.strip(), given.where()))
        .toList();
  }

  /** One value; the error text says which of a list it is. */
  private Object scalar(GivenValue from, String which) {
    SettingType type = key.type().element();
    String wanted = which + "must be " + key.wantedElement();
    boolean isLetters = type == SettingType.TEXT || type == SettingType.CHOICE;
    if (from.form() == GivenValue.Form.QUOTED && !isLetters) {
      throw refused(wanted + ", without quotes");
    }
    return switch (type) {
      case TEXT -> from.text();
      case CHOICE -> choice(from.text(), wanted);
      case BOOLEAN -> truth(from.text(), wanted);
      case DOUBLE -> real(from.text(), wanted);
      default -> whole(from.text(), wanted, which);
    };
  }

  private Enum<?> choice(String text, String wanted) {
    Enum<?> constant = key.constant(text);
    if (constant == null) {
      String hint =
          Suggestions.closest(text, key.choices())
              .map(close -> "; did you mean " + close + "?")
              .orElse("");
      throw refused(wanted + hint);
    }
    return constant;
  }

  private Boolean truth(String text, String wanted) {
    if (!text.equalsIgnoreCase("true") && !text.equalsIgnoreCase("false")) {
      throw refused(wanted);
    }
    return Boolean.valueOf(text);
  }

  private Double real(String text, String wanted) {
    if (NOT_FINITE.matcher(text).matches()) {
      return Double.NaN;
    }
    String digits = digits(text, wanted);
    double value = Double.parseDouble(digits);
    // silently another number than the one that was written
    if (value == 0 && digits.replaceFirst("[eE].*", "").matches(".*[1-9].*")) {
      throw refused(wanted + "; this is too small to be told from 0");
    }
    return value;
  }

  private Object whole(String text, String wanted, String which) {
    BigDecimal value = new BigDecimal(digits(text, wanted));
    if (value.stripTrailingZeros().scale() > 0) {
      throw refused(wanted);
    }
    String complaint = key.complaintOfWhole(value);
    if (complaint != null) {
      throw refused(which + complaint);
    }
    if (key.type() == SettingType.LONG) {
      return value.longValueExact();
    }
    return value.intValueExact();
  }

  private String digits(String text, String wanted) {
    if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
      throw refused(wanted);
    }
    return text.replace("_", "");
  }
}
