// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Values as YAML and error texts show them. */
final class ValueText {
  // what every reader of YAML takes for this very text, and nobody for a number or a marker
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_/-]*");
  private static final Pattern WORD =
      Pattern.compile("(?i)null|true|false|yes|no|on|off|y|n|nan|inf|infinity");
  private static final int SHOWN = 60;

  private ValueText() {}

  /** A value of a setting as YAML that reads back as the same bits. */
  static String yaml(Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(ValueText::yaml).collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Double number) {
      return number(number);
    }
    if (value instanceof Enum<?> constant) {
      return text(Names.kebabCase(constant));
    }
    return value instanceof String text ? text(text) : String.valueOf(value);
  }

  /** The shortest decimal that reads back as the same bits, the same on every version of Java. */
  static String number(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal exact = new BigDecimal(value);
    // 17 digits tell any two doubles apart
    int least = 1;
    int most = 17;
    while (least < most) {
      int digits = (least + most) / 2;
      if (round(exact, digits).doubleValue() == value) {
        most = digits;
      } else {
        least = digits + 1;
      }
    }
    return decimal(round(exact, most).stripTrailingZeros());
  }

  private static BigDecimal round(BigDecimal exact, int digits) {
    return exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static String decimal(BigDecimal value) {
    int exponent = value.precision() - value.scale() - 1;
    if (exponent >= -4 && exponent < 7) {
      return value.scale() <= 0 ? value.toPlainString() + ".0" : value.toPlainString();
    }
    // a point and a sign in the exponent: older YAML takes 1e-8 for text
    String mantissa = value.movePointLeft(exponent).toPlainString();
    String point = mantissa.contains(".") ? "" : ".0";
    return mantissa + point + "e" + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
  }

  /** An end of a range: 0 rather than 0.0, and all digits where that is shorter. */
  static String bound(double value) {
    String brief = number(value).replace("e+", "e").replaceFirst("\\.0(?=$|e)", "");
    boolean whole = value == Math.rint(value) && !Double.isInfinite(value);
    String plain = whole ? new BigDecimal(value).toPlainString() : brief;
    return plain.length() <= brief.length() ? plain : brief;
  }

  /** A text, between quotes if it could be taken for something else. */
  static String text(String text) {
    boolean plain = PLAIN.matcher(text).matches() && !WORD.matcher(text).matches();
    return plain ? text : '"' + escaped(text) + '"';
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(letter -> escape(out, letter));
    return out.toString();
  }

  private static void escape(StringBuilder out, int letter) {
    if (letter == '"' || letter == '\\') {
      out.append('\\').appendCodePoint(letter);
    } else if (letter >= ' ' && letter <= '~' || Character.isLetter(letter)) {
      out.appendCodePoint(letter);
    } else {
      String form = Character.isBmpCodePoint(letter) ? "\\u%04X" : "\\U%08X";
      out.append(String.format(Locale.ROOT, form, letter));
    }
  }

  /** Anything that somebody wrote, on one line and not too long for an error text. */
  static String shown(String written) {
    return shown(written, SHOWN);
  }

  /** The same, cut at another length. */
  static String shown(String written, int most) {
    String start = written.length() > most ? written.substring(0, most) : written;
    String printable =
        start.codePoints().mapToObj(ValueText::visible).collect(Collectors.joining());
    return written.length() > most
        ? printable + "... (" + written.length() + " characters)"
        : printable;
  }

  private static String visible(int letter) {
    boolean hidden =
        switch (Character.getType(letter)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.SURROGATE,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
    return hidden ? String.format(Locale.ROOT, "\\u%04X", letter) : Character.toString(letter);
  }
}
