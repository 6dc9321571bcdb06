// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.awt.Color;

/** Colours that people with any kind of colour vision tell apart, on white and on black. */
final class Palette {
  private static final int[] COLOURS = {
    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xC98A00, 0x4AA8E0, 0x8C6D5A, 0x808080
  };
  // how much of what lies below shows through a band
  private static final int BAND_ALPHA = 56;

  // from least to most, growing evenly in lightness
  private static final int[] SCALE = {0x440154, 0x3B528B, 0x21908C, 0x5DC863, 0xFDE725};

  private Palette() {}

  static Color line(int index) {
    return new Color(COLOURS[index % COLOURS.length]);
  }

  static Color band(int index) {
    Color line = line(index);
    return new Color(line.getRed(), line.getGreen(), line.getBlue(), BAND_ALPHA);
  }

  /** Whether the colours have been used up, so that a line must differ in another way. */
  static boolean isDashed(int index) {
    return index / COLOURS.length % 2 == 1;
  }

  /** The colour as HTML writes it. */
  static String css(int index) {
    return String.format("#%06X", COLOURS[index % COLOURS.length]);
  }

  /** The colour of a share from 0 to 1 of a scale. */
  static Color scale(double share) {
    double place = Math.max(0, Math.min(1, share)) * (SCALE.length - 1);
    int below = Math.min((int) place, SCALE.length - 2);
    double part = place - below;
    return new Color(mix(below, 16, part) << 16 | mix(below, 8, part) << 8 | mix(below, 0, part));
  }

  private static int mix(int below, int shift, double part) {
    int from = SCALE[below] >> shift & 0xFF;
    int to = SCALE[below + 1] >> shift & 0xFF;
    return (int) Math.round(from + part * (to - from));
  }
}
