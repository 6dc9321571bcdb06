// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Texts and numbers as HTML and SVG take them. */
final class Markup {
  private Markup() {}

  /** A text as content or as an attribute between double quotes. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .filter(c -> c == '\t' || c == '\n' || c >= ' ')
        .forEach(
            c -> {
              switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                default -> out.appendCodePoint(c);
              }
            });
    return out.toString();
  }

  /** A place in a picture, to a hundredth of a pixel. */
  static String pixels(double place) {
    return new BigDecimal(place)
        .setScale(2, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
