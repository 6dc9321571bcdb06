// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** A tree of records that uses every type that a setting may have. */
record SampleConfig(
    @Setting("id of the environment") String env,
    @Setting(value = "training actions", unit = "steps", min = 1) long steps,
    @Setting("seed of everything random") long seed,
    @Setting("discounts and weights") Advantage advantage,
    @Setting("how the policy is improved") Update update,
    @Setting(value = "units of the hidden layers", min = 1, max = 4096) List<Integer> hiddenUnits,
    @Setting("free words") List<String> tags,
    Free free) {
  enum Fisher {
    ANALYTIC,
    EMPIRICAL,
    // written like the value that YAML has for nothing
    NULL
  }

  enum Targets {
    RETURNS,
    TD_LAMBDA
  }

  record Advantage(
      @Setting(value = "discount", symbol = "γ", min = 0, max = 1) double gamma,
      @Setting(value = "weight", symbol = "λ", min = 0, max = 1, belowMax = true) double lambda,
      @Setting("whether advantages are standardised") boolean standardised) {}

  record Update(
      @Setting(value = "steps of conjugate gradients", symbol = "k", min = 1, max = 1000)
          int cgIterations,
      @Setting(value = "added to the Fisher matrix", min = 0, aboveMin = true) double damping,
      @Setting("which Fisher matrix") Fisher fisher,
      LineSearch lineSearch) {}

  record LineSearch(
      @Setting(value = "factor of a shorter step", min = 0, max = 1, aboveMin = true) double shrink,
      @Setting(value = "most tries", max = 100) int tries) {
    LineSearch {
      if (tries > 50 && shrink < 0.5) {
        throw new IllegalArgumentException("more than 50 tries are for a shrink of at least 0.5");
      }
    }
  }

  /** No ranges at all. */
  record Free(
      @Setting("any double") double anyDouble,
      @Setting("any int") int anyInt,
      @Setting("any list") List<Integer> anyInts,
      @Setting("targets of the fit") Targets targets) {}

  SampleConfig {
    hiddenUnits = List.copyOf(hiddenUnits);
    if (env.equals("forbidden")) {
      throw new ConfigException("this environment is forbidden");
    }
  }

  static SampleConfig defaults() {
    return new SampleConfig(
        "gym/Hopper-v4",
        1_000_000,
        0,
        new Advantage(0.99, 0.97, true),
        new Update(10, 0.1, Fisher.ANALYTIC, new LineSearch(0.8, 10)),
        List.of(64, 64),
        List.of(),
        new Free(0, 0, List.of(), Targets.RETURNS));
  }

  /** Any values in range, the strange ones often. */
  static SampleConfig random(Random random) {
    return new SampleConfig(
        text(random),
        1 + (random.nextLong() >>> 1 + random.nextInt(62)),
        random.nextLong(),
        new Advantage(unit(random), 1 - unit(random) / 2 - 0.25, random.nextBoolean()),
        new Update(
            1 + random.nextInt(1000),
            Math.abs(real(random)) + Double.MIN_VALUE,
            Fisher.values()[random.nextInt(3)],
            new LineSearch(1 - random.nextDouble() / 2, random.nextInt(201) - 100)),
        list(random, () -> 1 + random.nextInt(4096)),
        list(random, () -> text(random)),
        new Free(
            real(random),
            random.nextInt(),
            list(random, random::nextInt),
            Targets.values()[random.nextInt(2)]));
  }

  private static double unit(Random random) {
    return random.nextInt(4) == 0 ? random.nextInt(2) : random.nextDouble();
  }

  /** Every finite bit pattern is as likely as any other. */
  private static double real(Random random) {
    double number = Double.longBitsToDouble(random.nextLong());
    return Double.isFinite(number) ? number / 2 : -0.0;
  }

  private static <E> List<E> list(Random random, Supplier<E> element) {
    List<E> elements = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      elements.add(element.get());
    }
    return elements;
  }

  private static String text(Random random) {
    String[] strange = {
      "",
      " ",
      "null",
      "~",
      "true",
      "No",
      "1e6",
      "0x1F",
      ".nan",
      "a: b",
      "a #b",
      "- a",
      "[a]",
      "*a",
      "\"",
      "\\",
      "'",
      "\t",
      "a\nb",
      "\u0000",
      "\u0085",
      "\u2028",
      "\uFEFF",
      "\uD83D\uDE00",
      "\uD800",
      "\u05D0",
      "gym/Ant-v4",
      "---",
      "%",
      "<<",
      "x=y",
      ","
    };
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(4); i > 0; i--) {
      text.append(strange[random.nextInt(strange.length)]);
    }
    return text.toString();
  }
}
