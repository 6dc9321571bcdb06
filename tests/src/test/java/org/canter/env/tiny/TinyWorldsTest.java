// SPDX-License-Identifier: Apache-2.0
package org.canter.env.tiny;

import static com.google.common.truth.Truth.assertThat;

import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSlice;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;

/** The closed answers of the tiny worlds, against what is earned. */
class TinyWorldsTest {
  private static final double GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

  private static EnvironmentSlice open(EnvironmentFactory factory, int count) {
    return factory.open(3, RandomStream.ENVIRONMENT, 0, count);
  }

  @Test
  void theRegulatorsValueIsEarnedByItsBestActions() {
    try (EnvironmentSlice slice = open(EnvironmentFactory.of(Lqr::new), 1)) {
      slice.reset(0);
      double start = slice.observations()[0];
      double earned = 0;
      for (int toGo = Lqr.STEPS; toGo > 0; toGo--) {
        slice.step(new double[] {Lqr.bestAction(slice.observations()[0], toGo)});
        earned += slice.rewards()[0];
      }
      assertThat(slice.kinds()[0]).isEqualTo(StepKind.TIMEOUT);
      assertThat(earned).isWithin(1e-12).of(Lqr.bestReturn(start, Lqr.STEPS));
    }
  }

  @Test
  void theRiccatiValueIsGolden() {
    // ratios of Fibonacci numbers: 1, 3/2, 8/5, 21/13
    assertThat(-Lqr.bestReturn(1, 0)).isEqualTo(0.0);
    assertThat(-Lqr.bestReturn(1, 1)).isEqualTo(1.0);
    assertThat(-Lqr.bestReturn(1, 2)).isEqualTo(1.5);
    assertThat(-Lqr.bestReturn(1, 3)).isWithin(1e-15).of(1.6);
    assertThat(-Lqr.bestReturn(1, 4)).isWithin(1e-15).of(21 / 13.0);
    assertThat(-Lqr.bestReturn(1, 40)).isWithin(1e-15).of(GOLDEN_RATIO);
    assertThat(Lqr.bestAction(1, 40)).isWithin(1e-15).of(1 - GOLDEN_RATIO);
  }

  @Test
  void nothingBeatsTheRegulator() {
    EnvironmentRandom noise = new EnvironmentRandom(5, RandomStream.USER.code());
    try (EnvironmentSlice slice = open(EnvironmentFactory.of(Lqr::new), 1)) {
      for (int episode = 0; episode < 100; episode++) {
        slice.reset(0);
        noise.at(0, episode, 0);
        double start = slice.observations()[0];
        double earned = 0;
        for (int toGo = Lqr.STEPS; toGo > 0; toGo--) {
          double best = Lqr.bestAction(slice.observations()[0], toGo);
          slice.step(new double[] {best + 0.05 * noise.normal()});
          earned += slice.rewards()[0];
        }
        assertThat(earned).isLessThan(Lqr.bestReturn(start, Lqr.STEPS));
      }
    }
  }

  @Test
  void theChainCostsTheDistance() {
    try (EnvironmentSlice slice = open(EnvironmentFactory.of(Chain::new), 1)) {
      for (int episode = 0; episode < 20; episode++) {
        slice.reset(0);
        double best = Chain.bestReturn(place(slice, 0));
        double earned = 0;
        do {
          slice.step(new double[] {1});
          earned += slice.rewards()[0];
        } while (slice.kinds()[0] == StepKind.MID);
        assertThat(slice.kinds()[0]).isEqualTo(StepKind.TERMINAL);
        assertThat(earned).isEqualTo(best);
      }
    }
  }

  @Test
  void tossingACoinOnTheChainCostsWhatIsSaid() {
    int episodes = 4000;
    EnvironmentRandom coin = new EnvironmentRandom(5, RandomStream.USER.code());
    double excess = 0;
    try (EnvironmentSlice slice = open(EnvironmentFactory.of(Chain::new), 1)) {
      for (int episode = 0; episode < episodes; episode++) {
        slice.reset(0);
        coin.at(0, episode, 0);
        excess -= Chain.randomReturn(place(slice, 0));
        do {
          slice.step(new double[] {coin.choice(2)});
          excess += slice.rewards()[0];
        } while (slice.kinds()[0] == StepKind.MID);
      }
    }
    // five standard errors; the number of steps spreads by less than 18
    assertThat(excess / episodes).isWithin(5 * 18 / Math.sqrt(episodes)).of(0);
  }

  @Test
  void theBanditPaysWhatIsSaid() {
    int count = 20_000;
    try (EnvironmentSlice slice = open(EnvironmentFactory.of(Bandit::new), count)) {
      EnvironmentRandom choice = new EnvironmentRandom(5, RandomStream.USER.code());
      double[][] actions = new double[3][2 * count];
      for (int row = 0; row < count; row++) {
        slice.reset(row);
        int room = (int) slice.observations()[2 * row + 1];
        choice.at(row, 0, 0);
        actions[0][2 * row] = choice.choice(3);
        actions[0][2 * row + 1] = choice.choice(2);
        actions[1][2 * row] = 2;
        actions[1][2 * row + 1] = 1;
        actions[2][2 * row] = room == 0 ? 0 : 2;
        actions[2][2 * row + 1] = room;
      }
      double[] expected = {Bandit.RANDOM_RETURN, Bandit.BLIND_RETURN, Bandit.BEST_RETURN};
      for (int k = 0; k < 3; k++) {
        slice.step(actions[k]);
        assertThat(slice.kinds()[0]).isEqualTo(StepKind.TERMINAL);
        double mean = 0;
        for (double reward : slice.rewards()) {
          mean += reward / count;
        }
        assertThat(mean).isWithin(5 * 0.6 / Math.sqrt(count)).of(expected[k]);
      }
    }
  }

  private static int place(EnvironmentSlice slice, int row) {
    int place = 0;
    while (slice.observations()[row * Chain.PLACES + place] == 0) {
      place++;
    }
    return place;
  }
}
