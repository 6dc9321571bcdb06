// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.canter.bench.Turns.Subject;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Scans;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;

/** Advantages of [2048, 64] steps, beside a copy of as many bytes. */
final class ScanBench {
  private static final int STEPS = 2048;
  private static final int ENVIRONMENTS = 64;
  private static final int SIZE = STEPS * ENVIRONMENTS;
  private static final double GAMMA = 0.99;
  private static final double LAMBDA = 0.97;

  /** Rewards, values, advantages and targets once, and a byte a step: bootstraps are rare. */
  private static final long BYTES = 17L * SIZE;

  private static final double FLOAT = 1e-6;

  private ScanBench() {}

  /** Compares with the oracle, then times. */
  static List<Row> measure(Plan plan, Machine machine) {
    try (Owned owned = new Owned()) {
      double[] wanted = scan(owned, KernelContext.f64()).result();
      List<Subject> subjects = new ArrayList<>();
      double error = 0;
      for (int n : plan.threads()) {
        Scan scan = scan(owned, plan.context(n));
        error = Math.max(error, Comparison.error(scan.result(), wanted));
        subjects.add(machine.copy(BYTES, n));
        subjects.add(Subject.of(scan.call()));
      }
      if (!(error <= FLOAT)) {
        throw new IllegalStateException("advantages: relative error " + error);
      }
      return rows(plan.threads(), plan.turns().measure(subjects), error);
    }
  }

  private static List<Row> rows(Collection<Integer> threads, List<Samples> samples, double error) {
    List<Row> rows = new ArrayList<>();
    for (int n : threads) {
      Samples copy = samples.get(2 * rows.size());
      Samples ours = samples.get(2 * rows.size() + 1);
      double bandwidth = BYTES / copy.median();
      rows.add(
          new Row(
              Operation.GAE,
              STEPS + " x " + ENVIRONMENTS,
              SIZE,
              n,
              ours,
              BYTES,
              bandwidth,
              null,
              error,
              Double.NaN));
    }
    return rows;
  }

  private record Scan(Runnable call, Slab advantage) {
    double[] result() {
      call.run();
      return advantage.toDoubles();
    }
  }

  /** The same trajectories in a context's buffers: an episode ends every 200 steps or so. */
  private static Scan scan(Owned owned, KernelContext context) {
    owned.add(context);
    SplittableRandom random = new SplittableRandom(Problem.SEED);
    Slab reward = upload(owned, context, random);
    Slab value = upload(owned, context, random);
    Slab bootstrap = upload(owned, context, random);
    Slab step = owned.add(Slab.allocate(ElementType.U8, STEPS, ENVIRONMENTS));
    for (long i = 0; i < SIZE; i++) {
      StepKind end = random.nextBoolean() ? StepKind.TERMINAL : StepKind.TIMEOUT;
      step.setByte(i, (random.nextInt(200) == 0 ? end : StepKind.MID).code());
    }
    Slab advantage = owned.add(context.allocate(STEPS, ENVIRONMENTS));
    Slab target = owned.add(context.allocate(STEPS, ENVIRONMENTS));
    Scans scans = new Scans(context);
    return new Scan(
        () -> scans.gae(advantage, target, reward, value, bootstrap, step, GAMMA, LAMBDA),
        advantage);
  }

  private static Slab upload(Owned owned, KernelContext context, SplittableRandom random) {
    return owned.upload(context, Problem.normals(random, SIZE), STEPS, ENVIRONMENTS);
  }
}
