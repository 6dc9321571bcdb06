// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Settings that nobody should train with: each refused with its key, its value and the remedy. */
class BadConfigTest {
  private static final String LONG_NUMBER = "9".repeat(1_000_000);

  /** Written in a file or, if there is an equals sign, after --set; and the whole message. */
  private record Bad(String written, String message) {}

  private static final List<Bad> ALL =
      List.of(
          // out of range, huge and negative
          new Bad("advantage.gamma=1.5", "advantage.gamma = 1.5 (--set): must be in [0, 1]"),
          new Bad("advantage.gamma=-0.1", "advantage.gamma = -0.1 (--set): must be in [0, 1]"),
          new Bad("advantage.gamma=1e400", "advantage.gamma = 1e400 (--set): must be in [0, 1]"),
          new Bad("advantage.lambda=1", "advantage.lambda = 1 (--set): must be in [0, 1)"),
          new Bad("update.damping=0", "update.damping = 0 (--set): must be above 0"),
          new Bad("update.line_search.shrink=0", "shrink = 0 (--set): must be in (0, 1]"),
          new Bad("update.line_search.tries=101", "tries = 101 (--set): must be at most 100"),
          new Bad("steps=0", "steps = 0 (--set): must be at least 1"),
          new Bad("steps=-1e6", "steps = -1e6 (--set): must be at least 1"),
          new Bad(
              "steps=9223372036854775808",
              "steps = 9223372036854775808 (--set): must be at most 9223372036854775807"),
          new Bad("steps=1e300", "steps = 1e300 (--set): must be at most 9223372036854775807"),
          new Bad(
              "seed=-9223372036854775809",
              "seed = -9223372036854775809 (--set): must be at least -9223372036854775808"),
          new Bad("steps=1e999999999", "steps = 1e999999999 (--set): must be at most 92233720"),
          new Bad("steps=1e99999999999", "steps = 1e99999999999 (--set): must be a whole number"),
          new Bad(
              "steps=" + LONG_NUMBER,
              "steps = "
                  + "9".repeat(60)
                  + "... (1000000 characters) (--set): must be a whole number, at least 1"),
          new Bad(
              "update.cg_iterations=1e12",
              "update.cg_iterations = 1e12 (--set): must be in [1, 1000]"),
          new Bad("free.any_int=3e9", "free.any_int = 3e9 (--set): must be at most 2147483647"),
          new Bad("free.any_ints=1,-2147483649", "(--set): element 2 must be at least -2147483648"),
          new Bad("hidden_units=64,0", "hidden_units = 64,0 (--set): element 2 must be in [1, 4"),
          new Bad(
              "hidden_units=" + "1,".repeat(1000) + "1",
              "(--set): must have at most 1000 elements, not 1001"),
          new Bad(
              "env=" + "x".repeat(4097),
              "(4097 characters) (--set): must be at most 4096 characters long, not 4097"),
          // no numbers at all
          new Bad("advantage.gamma=NaN", "gamma = NaN (--set): must be a finite number, in [0, 1]"),
          new Bad("advantage.gamma: .nan", "gamma = .nan (file x.yaml, line 1): must be a finite"),
          new Bad("free.any_double=-inf", "any_double = -inf (--set): must be a finite number"),
          new Bad("free.any_double=1e309", "any_double = 1e309 (--set): must be a finite number"),
          new Bad(
              "free.any_double=1e-400",
              "any_double = 1e-400 (--set): must be a number; this is too small to be told from 0"),
          new Bad("steps=nan", "steps = nan (--set): must be a whole number, at least 1"),
          // wrong types
          new Bad("steps: ten", "steps = ten (file x.yaml, line 1): must be a whole number, at le"),
          new Bad("steps: 1.5", "steps = 1.5 (file x.yaml, line 1): must be a whole number, at le"),
          new Bad("steps: 0x10", "steps = 0x10 (file x.yaml, line 1): must be a whole number"),
          new Bad("steps: \"5\"", "steps = \"5\" (file x.yaml, line 1): must be a whole number"),
          new Bad("steps: 1__0", "steps = 1__0 (file x.yaml, line 1): must be a whole number"),
          new Bad("steps: [5]", "steps = [5] (file x.yaml, line 1): must be a whole number, at "),
          new Bad("steps:", "steps (file x.yaml, line 1): has no value; give a whole number, at "),
          new Bad("steps=", "steps = \"\" (--set): must be a whole number, at least 1"),
          new Bad("advantage.gamma: true", "gamma = true (file x.yaml, line 1): must be a number"),
          new Bad(
              "advantage: {standardised: yes}",
              "advantage.standardised = yes (file x.yaml, line 1): must be true or false"),
          new Bad(
              "hidden_units: 64",
              "hidden_units = 64 (file x.yaml, line 1): must be a list of whole numbers,"
                  + " each in [1, 4096], such as [64, 64]"),
          new Bad("hidden_units: [1.5]", "(file x.yaml, line 1): element 1 must be a whole numb"),
          new Bad("hidden_units=[1, \"2\"]", "element 2 must be a whole number in [1, 4096], with"),
          new Bad("hidden_units=[1", "--set hidden_units, line 1, column 3: is not valid YAML"),
          new Bad("hidden_units=[&a 1, *a]", "--set hidden_units, line 1, column 2: the anchor &a"),
          new Bad(
              "update.fisher=ANALYTIC",
              "update.fisher = ANALYTIC (--set): must be one of analytic, empirical, null;"
                  + " did you mean analytic?"),
          new Bad("free.targets: tdlambda", "must be one of returns, td-lambda; did you mean td-l"),
          new Bad("free.targets: x", "(file x.yaml, line 1): must be one of returns, td-lambda"),
          // sections and unknown keys
          new Bad("update: 3", "update = 3 (file x.yaml, line 1): is a section of settings"),
          new Bad(
              "steps: {a: 1}",
              "unknown setting \"steps.a\" (file x.yaml, line 1); steps has no settings inside:"
                  + " it is a whole number, at least 1"),
          new Bad(
              "\n\nupdate:\n  cg_iteration: 5",
              "unknown setting \"update.cg_iteration\" (file x.yaml, line 4);"
                  + " did you mean update.cg_iterations?"),
          new Bad("cg-iterations=5", "\"cg-iterations\" (--set); did you mean update.cg_iterati"),
          new Bad("udpate.damping=5", "\"udpate.damping\" (--set); did you mean update.damping?"),
          new Bad("advantag=5", "unknown setting \"advantag\" (--set); did you mean advantage?"),
          new Bad(
              "update.colour=red",
              "unknown setting \"update.colour\" (--set);"
                  + " update has cg_iterations, damping, fisher, line_search"),
          new Bad("colour=red", "(--set); there are env, steps, seed, advantage, update, hidden_"),
          new Bad("k".repeat(100_000) + "=1", "kkk... (100000 characters)\" (--set); there are"),
          new Bad("\u001b[31mred=1", "unknown setting \"\\u001B[31mred\" (--set); there are env"),
          new Bad("<<: {seed: 1}", "unknown setting \"<<.seed\" (file x.yaml, line 1); did you "));

  @Test
  void everyOneIsRefusedWithKeyValueAndRange() {
    int refused = 0;
    for (Bad bad : ALL) {
      String message = refusal(bad.written());
      assertWithMessage(ValueText.shown(bad.written())).that(message).contains(bad.message());
      // an error text is read on a terminal
      assertThat(message.length()).isAtMost(300);
      refused++;
    }
    System.out.println("bad configurations refused: " + refused + " of " + ALL.size());
  }

  private static String refusal(String written) {
    try {
      ConfigLayer layer =
          written.contains("=")
              ? ConfigLayer.ofSet(List.of(written))
              : ConfigLayerTest.yaml(written);
      ConfigResolver.resolve(SampleConfig.defaults(), List.of(layer));
      return "accepted";
    } catch (ConfigException error) {
      return error.getMessage();
    }
  }
}
