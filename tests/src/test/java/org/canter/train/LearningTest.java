// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import static com.google.common.truth.Truth.assertWithMessage;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.canter.advantage.AdvantageKind;
import org.canter.algo.Algorithm;
import org.canter.algo.Algorithms;
import org.canter.baseline.BaselineKind;
import org.canter.baseline.FitKind;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.env.tiny.Bandit;
import org.canter.env.tiny.Chain;
import org.canter.env.tiny.Lqr;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method and every part of one learns worlds whose best return is known, in a moment. */
class LearningTest {
  private static final int EPISODES = 200;
  private static final long SEED = 99;

  /** A world, what its best policy gets on average, and what counts as learnt. */
  private enum World {
    // telling the rooms apart is needed for it
    BANDIT("tiny/Bandit", Bandit.BEST_RETURN, 1.35),
    // a policy that goes back anywhere gets less than -50, and one that tosses a coin -10
    CHAIN("tiny/Chain", meanOfChain(), -3),
    // u = 0 gets -6.7
    LQR("tiny/LQR", Lqr.bestReturn(1, Lqr.STEPS) / 3, -1.2);

    private final String id;
    private final double best;
    private final double learnt;

    World(String id, double best, double learnt) {
      this.id = id;
      this.best = best;
      this.learnt = learnt;
    }

    private static double meanOfChain() {
      double sum = 0;
      for (int place = 0; place < Chain.PLACES - 1; place++) {
        sum += Chain.bestReturn(place);
      }
      return sum / (Chain.PLACES - 1);
    }
  }

  /** What is trained, and where. */
  record Lesson(String name, World world, SmallConfig small) {}

  static Stream<Named<Lesson>> algorithms() {
    List<Named<Lesson>> all = new ArrayList<>();
    for (Algorithm algorithm : Algorithms.all()) {
      String name = algorithm.name();
      all.add(lesson(name, World.BANDIT, tuned(World.BANDIT, name, 10)));
      all.add(lesson(name, World.CHAIN, tuned(World.CHAIN, name, 20)));
      // first-order steps of this size do not settle there
      if (!name.equals("vpg") && !name.equals("reinforce")) {
        all.add(lesson(name, World.LQR, tuned(World.LQR, name, 30)));
      }
    }
    return all.stream();
  }

  private static SmallConfig tuned(World world, String algorithm, int iterations) {
    SmallConfig small =
        SmallConfig.of(world.id, algorithm)
            .with("rollout.environments", 16)
            .with("update.gradient.rate", 0.05)
            .with("update.natural.fixed_step", 0.2)
            .with("update.proximal.rate", 0.01)
            .with("update.proximal.minibatch", 128);
    boolean whole = algorithm.equals("reinforce");
    return whole ? episodes(small, world, iterations) : small.iterations(iterations, 32);
  }

  /** An episode of each environment, about as many steps in all. */
  private static SmallConfig episodes(SmallConfig small, World world, int iterations) {
    return small
        .with("rollout.environments", world == World.BANDIT ? 256 : 32)
        .with("rollout.horizon", world == World.BANDIT ? 1 : 200)
        .with("steps", iterations * 512);
  }

  static Stream<Named<Lesson>> baselines() {
    return Stream.of(BaselineKind.values())
        .map(
            kind ->
                onLqr()
                    .with("rollout.environments", 25)
                    .with("rollout.unit", "episodes")
                    .with("rollout.horizon", Lqr.STEPS)
                    .with("steps", 30 * 25 * Lqr.STEPS)
                    .with("baseline.kind", word(kind)))
        .map(small -> lesson(small.value("baseline.kind") + " baseline", World.LQR, small));
  }

  static Stream<Named<Lesson>> fits() {
    return Stream.of(FitKind.values())
        .map(kind -> onLqr().with("baseline.fit", word(kind)))
        .map(small -> lesson("fit by " + small.value("baseline.fit"), World.LQR, small));
  }

  static Stream<Named<Lesson>> advantages() {
    // a residual needs a value that knows the square of the state
    return Stream.of(AdvantageKind.values())
        .map(kind -> onLqr().with("baseline.kind", "linear").with("advantage.kind", word(kind)))
        .map(small -> lesson("advantage " + small.value("advantage.kind"), World.LQR, small));
  }

  private static SmallConfig onLqr() {
    return SmallConfig.of(World.LQR.id, "trpo").with("rollout.environments", 16).iterations(30, 32);
  }

  private static String word(Enum<?> kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Named<Lesson> lesson(String name, World world, SmallConfig small) {
    String title = name + " on " + world.id;
    return Named.of(title, new Lesson(title, world, small));
  }

  @ParameterizedTest
  @MethodSource({"algorithms", "baselines", "fits", "advantages"})
  void itIsLearnt(Lesson lesson) {
    double found = learn(lesson.small);
    System.out.printf(
        Locale.ROOT,
        "%s: return %.3f, best %.3f, learnt beyond %.2f%n",
        lesson.name,
        found,
        lesson.world.best,
        lesson.world.learnt);
    assertWithMessage(lesson.name).that(found).isAtLeast(lesson.world.learnt);
  }

  /** Trains on one thread; the mean return of deterministic episodes. */
  static double learn(SmallConfig small) {
    TrainConfig config = small.config();
    EnvironmentFactory factory = EnvironmentRegistry.standard().find(config.env());
    try (Trainer trainer = Trainer.open(config, factory, 1)) {
      while (!trainer.isDone()) {
        trainer.iterate();
      }
      return trainer.agent().evaluate(factory, SEED, EPISODES, 1).mean();
    }
  }
}
