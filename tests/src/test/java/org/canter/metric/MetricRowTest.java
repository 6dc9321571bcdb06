// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class MetricRowTest {
  @Test
  void namesKeepTheOrderInWhichTheyCame() {
    MetricRow row = new MetricRow().put("b", 1.5).put("a", 2L).put("c", Double.NaN);
    row.put("b", -0.0);
    assertThat(row.names()).containsExactly("b", "a", "c").inOrder();
    assertThat(row.get("b")).isEqualTo(-0.0);
    assertThat(row.get("a")).isEqualTo(2.0);
    assertThat(row.get("c")).isNaN();
    assertThat(row.isMeasured("a")).isTrue();
    assertThat(row.isMeasured("c")).isFalse();
    assertThrows(UnsupportedOperationException.class, () -> row.names().clear());
  }

  @Test
  void anUnknownNameIsNamedWithTheKnownOnes() {
    MetricRow row = new MetricRow().put("kl", 0.01);
    assertThat(assertThrows(MetricException.class, () -> row.get("entropy")))
        .hasMessageThat()
        .isEqualTo("no metric \"entropy\" in this row; it has [kl]");
  }

  @Test
  void namesThatAFileCouldNotHoldAreRefused() {
    MetricRow row = new MetricRow();
    for (String name : new String[] {"", "a,b", "a b", "a\"", "a\n", "grösse", "a\\"}) {
      MetricException refused = assertThrows(MetricException.class, () -> row.put(name, 1));
      assertWithMessage(name).that(refused).hasMessageThat().contains("\"" + name + "\"");
    }
    for (String name : new String[] {"iteration", "env_steps"}) {
      assertThat(assertThrows(MetricException.class, () -> row.put(name, 1L)))
          .hasMessageThat()
          .contains("written by every sink");
    }
    row.put("time/steps-per.second_2", 1);
    assertThat(row.names()).containsExactly("time/steps-per.second_2");
  }
}
