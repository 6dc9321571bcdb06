// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TicksTest {
  @Test
  void ticksAreRound() {
    assertThat(Ticks.between(new Interval(0, 1e6), 5))
        .containsExactly(0.0, 2e5, 4e5, 6e5, 8e5, 1e6)
        .inOrder();
    assertThat(Ticks.between(new Interval(-3, 12), 8))
        .containsExactly(-2.0, 0.0, 2.0, 4.0, 6.0, 8.0, 10.0, 12.0)
        .inOrder();
    assertThat(Ticks.between(new Interval(4, 4), 8)).containsExactly(4.0);
  }

  @Test
  void ticksLieInsideAndAreAboutAsManyAsAskedFor() {
    Random random = new Random(1);
    for (int trial = 0; trial < 2000; trial++) {
      double low = Math.pow(10, random.nextInt(9) - 4) * random.nextGaussian();
      double high = low + Math.pow(10, random.nextInt(9) - 4) * (0.1 + random.nextDouble());
      List<Double> ticks = Ticks.between(new Interval(low, high), 8);
      double slack = 1e-6 * (high - low);
      assertWithMessage("%s to %s", low, high)
          .that(ticks.size())
          .isIn(List.of(3, 4, 5, 6, 7, 8, 9));
      assertThat(ticks.get(0)).isAtLeast(low - slack);
      assertThat(ticks.get(ticks.size() - 1)).isAtMost(high + slack);
    }
  }

  @Test
  void numbersAreShort() {
    double[] values = {
      0, -0.0, 1, 0.1 + 0.2, 9999, 12500, 999_400, 1e6, 1.25e6, -2e9, 0.0098, 1e-5
    };
    String[] labels = {
      "0", "0", "1", "0.3", "9999", "12.5 k", "999.4 k", "1 M", "1.25 M", "-2000 M", "0.0098",
      "0.00001"
    };
    for (int i = 0; i < values.length; i++) {
      assertThat(Ticks.label(values[i])).isEqualTo(labels[i]);
    }
    assertThat(Ticks.label(Double.NaN)).isEqualTo("NaN");
    assertThat(Ticks.label(1.5e12)).isEqualTo("1.5E+12");
  }
}
