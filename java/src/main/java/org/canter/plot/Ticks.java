// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;

/** Round numbers along an axis, and how numbers are written beside it. */
final class Ticks {
  private static final MathContext DIGITS = new MathContext(4);

  private Ticks() {}

  /** Multiples of 1, 2 or 5 times a power of ten, about as many as asked for. */
  static List<Double> between(Interval range, int about) {
    double rough = (range.high() - range.low()) / about;
    if (!(rough > 0)) {
      return List.of(range.low());
    }
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    double step = power;
    for (int factor : new int[] {2, 5, 10}) {
      if (step < rough) {
        step = factor * power;
      }
    }
    List<Double> ticks = new ArrayList<>();
    long last = (long) Math.floor(range.high() / step + 1e-9);
    for (long k = (long) Math.ceil(range.low() / step - 1e-9); k <= last; k++) {
      ticks.add(k * step);
    }
    return ticks;
  }

  /** Four significant digits at most; thousands and millions by their letter. */
  static String label(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value)) {
      return Double.toString(value);
    }
    if (size >= 1e6 && size < 1e10) {
      return plain(value / 1e6) + " M";
    }
    if (size >= 1e4 && size < 1e6) {
      return plain(value / 1e3) + " k";
    }
    if (size == 0 || size >= 1e-3 && size < 1e4) {
      return plain(value);
    }
    return new BigDecimal(value).round(DIGITS).stripTrailingZeros().toString();
  }

  private static String plain(double value) {
    BigDecimal rounded = new BigDecimal(value).round(DIGITS);
    // zero keeps its scale when stripped
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
