// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestionsTest {
  private static final List<String> KEYS =
      List.of("env", "steps", "update.damping", "update.cg_iterations", "advantage.gamma");

  @Test
  void editsAgreeWithTheirDefinition() {
    Random random = new Random(2);
    for (int i = 0; i < 2000; i++) {
      String from = word(random);
      String to = word(random);
      assertThat(Suggestions.edits(from, to)).isEqualTo(byDefinition(from, to));
      assertThat(Suggestions.edits(to, from)).isEqualTo(Suggestions.edits(from, to));
    }
  }

  private static String word(Random random) {
    return random
        .ints(random.nextInt(7), 'a', 'd')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** The recursion, without a table. */
  private static int byDefinition(String from, String to) {
    if (from.isEmpty() || to.isEmpty()) {
      return from.length() + to.length();
    }
    String fromRest = from.substring(1);
    String toRest = to.substring(1);
    int exchange = byDefinition(fromRest, toRest) + (from.charAt(0) == to.charAt(0) ? 0 : 1);
    int oneSided = 1 + Math.min(byDefinition(fromRest, to), byDefinition(from, toRest));
    return Math.min(exchange, oneSided);
  }

  @ParameterizedTest
  @CsvSource({
    "setps, steps",
    "Steps, steps",
    "damping, update.damping",
    "dampng, update.damping",
    "update.dampin, update.damping",
    "updat.damping, update.damping",
    "UPDATE.CG-ITERATIONS, update.cg_iterations",
    "cg_iter, ",
    "lr, ",
    "abc, ",
    "'', "
  })
  void theClosestKeyIsFoundOrNone(String wanted, String closest) {
    assertThat(Suggestions.closestKey(wanted, KEYS).orElse(null)).isEqualTo(closest);
  }

  @Test
  void ofEquallyCloseNamesTheFirstIsTaken() {
    assertThat(Suggestions.closest("bat", List.of("cat", "rat"))).hasValue("cat");
    assertThat(Suggestions.closest("bat", List.of("rat", "cat"))).hasValue("rat");
  }

  @Test
  void whatIsFarOrEndlessHasNoSuggestion() {
    assertThat(Suggestions.closest("bat", List.of())).isEmpty();
    assertThat(Suggestions.closest("bat", List.of("dog"))).isEmpty();
    String endless = "a".repeat(1_000_000);
    assertThat(Suggestions.closest(endless, List.of(endless))).isEmpty();
  }
}
