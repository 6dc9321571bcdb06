// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentProvider;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * A user's world: a walk of 50 steps that is paid for staying near 0. Before each step it tells how
 * many steps all worlds of its factory have made, so that tests can act at one of them.
 */
final class Herald extends ArrayEnvironment {
  static final String ID = "test/Herald";

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, Space.unbounded(2), Space.box(1, -1, 1), 50, 0, "tells its steps");

  private final AtomicLong steps;
  private final LongConsumer hearer;

  private Herald(AtomicLong steps, LongConsumer hearer) {
    super(SPEC, 1);
    this.steps = steps;
    this.hearer = hearer;
  }

  /** Worlds that tell somebody. */
  static EnvironmentFactory telling(LongConsumer hearer) {
    AtomicLong steps = new AtomicLong();
    return EnvironmentFactory.of(() -> new Herald(steps, hearer));
  }

  /** Worlds that nobody listens to. */
  static EnvironmentFactory quiet() {
    return telling(step -> {});
  }

  /** For command lines that find it on the class path: prints a line after a thousand steps. */
  public static final class Provider implements EnvironmentProvider {
    static final String LINE = "a thousand steps are made";

    /** As a service must be. */
    public Provider() {}

    @Override
    public Collection<EnvironmentFactory> environments() {
      return List.of(
          telling(
              step -> {
                if (step == 1000) {
                  System.err.println(LINE);
                }
              }));
    }
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = numbers.uniform(-1, 1);
  }

  @Override
  protected void observe(double[] observation) {
    observation[0] = state[0];
    observation[1] = state[0] * state[0];
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    hearer.accept(steps.incrementAndGet());
    state[0] += 0.2 * action[0] + 0.1 * random.normal();
    reward = 1 - state[0] * state[0];
    observe(observation);
    return Math.abs(state[0]) > 3 ? StepKind.TERMINAL : StepKind.MID;
  }
}
