// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void cellsAreAlignedForReadersAndQuotedForPrograms() {
    Table table = new Table(List.of("task", "of each seed"));
    table.add(List.of("gym/Hopper-v4", "1, 2"));
    table.add(List.of("a \"b\"", "3"));
    assertThat(table.markdown())
        .isEqualTo(
            """
            | task          | of each seed |
            |---------------|--------------|
            | gym/Hopper-v4 | 1, 2         |
            | a "b"         | 3            |
            """);
    assertThat(table.csv())
        .isEqualTo(
            """
            task,of each seed
            gym/Hopper-v4,"1, 2"
            "a ""b\""",3
            """);
    assertThrows(IllegalArgumentException.class, () -> table.add(List.of("one")));
  }

  @Test
  void numbersHaveThePrecisionThatTheirSizeDeserves() {
    assertThat(Table.brief(-3421.55)).isEqualTo("-3422");
    assertThat(Table.brief(47.349)).isEqualTo("47.3");
    assertThat(Table.brief(-5.128)).isEqualTo("-5.13");
    assertThat(Table.brief(Double.NaN)).isEqualTo("-");
    assertThat(Table.exact(0.1)).isEqualTo("0.1");
    assertThat(Table.exact(Double.NaN)).isEmpty();
  }

  @Test
  void statisticsAreThoseOfTheSample() {
    Spread five = new Spread(new double[] {1, 2, 3, 4, 10});
    assertThat(five.mean()).isEqualTo(4);
    // squared deviations 9, 4, 1, 0, 36 over 4
    assertThat(five.deviation()).isWithin(1e-12).of(Math.sqrt(12.5));
    // weights 0, 0.3, 0.4, 0.3, 0
    assertThat(five.interquartileMean()).isWithin(1e-12).of(3);
    assertThat(five.brief()).isEqualTo("4.00 ± 3.54");
    assertThat(new Spread(new double[] {7}).brief()).isEqualTo("7.00 ± -");
  }
}
