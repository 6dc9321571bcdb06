// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.SplittableRandom;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Scans;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;

/**
 * Advantages of [2048, 1024] steps. Several sets of trajectories are used in turn: together they
 * are larger than the caches of any GPU, so that each call reads and writes its memory.
 */
final class DeviceScan {
  static final int STEPS = 2048;
  static final int ENVIRONMENTS = 1024;
  static final int SIZE = STEPS * ENVIRONMENTS;
  private static final double GAMMA = 0.99;
  private static final double LAMBDA = 0.97;
  private static final int EPISODE = 200;

  private record Trajectories(
      Slab advantage, Slab target, Slab reward, Slab value, Slab bootstrap, Slab step) {}

  private final Owned owned;
  private final KernelContext context;
  private final Scans scans;
  private final Trajectories[] sets;
  private int turn;

  /** Makes sets of the same trajectories in a context; `owned` closes all that is made here. */
  DeviceScan(Owned owned, KernelContext context, int sets) {
    this.owned = owned;
    this.context = context;
    this.scans = new Scans(context);
    this.sets = new Trajectories[sets];
    SplittableRandom random = new SplittableRandom(Problem.SEED);
    float[] reward = Problem.normals(random, SIZE);
    float[] value = Problem.normals(random, SIZE);
    float[] bootstrap = Problem.normals(random, SIZE);
    byte[] steps = steps(random);
    for (int set = 0; set < sets; set++) {
      this.sets[set] = trajectories(reward, value, bootstrap, steps);
    }
  }

  private Trajectories trajectories(
      float[] reward, float[] value, float[] bootstrap, byte[] steps) {
    Slab step = owned.add(context.allocate(ElementType.U8, STEPS, ENVIRONMENTS));
    step.copyFrom(steps);
    return new Trajectories(
        owned.add(context.allocate(STEPS, ENVIRONMENTS)),
        owned.add(context.allocate(STEPS, ENVIRONMENTS)),
        owned.upload(context, reward, STEPS, ENVIRONMENTS),
        owned.upload(context, value, STEPS, ENVIRONMENTS),
        owned.upload(context, bootstrap, STEPS, ENVIRONMENTS),
        step);
  }

  private static byte[] steps(SplittableRandom random) {
    byte[] steps = new byte[SIZE];
    for (int i = 0; i < SIZE; i++) {
      StepKind end = random.nextBoolean() ? StepKind.TERMINAL : StepKind.TIMEOUT;
      steps[i] = (random.nextInt(EPISODE) == 0 ? end : StepKind.MID).code();
    }
    return steps;
  }

  /** The call that is timed: the next set. */
  void run() {
    Trajectories x = sets[turn];
    turn = (turn + 1) % sets.length;
    scans.gae(x.advantage, x.target, x.reward, x.value, x.bootstrap, x.step, GAMMA, LAMBDA);
  }

  /** Advantages of the first set. */
  double[] result() {
    turn = 0;
    run();
    return sets[0].advantage.toDoubles();
  }
}
