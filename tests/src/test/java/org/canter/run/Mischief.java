// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.canter.env.Environment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/** A user's world that does what no world may do, at one step of all that its factory makes. */
final class Mischief implements Environment {
  static final String ID = "test/Mischief";
  static final int WIDTH = 3;

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(ID, Space.unbounded(WIDTH), Space.box(1, -1, 1), 20, 0, "misbehaves");

  /** What it does, and what the refusal says of it. */
  enum Deed {
    NOTHING(""),
    NAN_REWARD("reward = NaN"),
    INFINITE_REWARD("reward = -Infinity"),
    // finite as a double, not as the floats that are learnt from
    HUGE_REWARD("reward = 1.0E300"),
    NAN_OBSERVATION("observation[1] = NaN"),
    HUGE_OBSERVATION("observation[1] = -1.0E300"),
    SHORT_OBSERVATION("observation[2] = NaN"),
    LONG_OBSERVATION("step threw java.lang.ArrayIndexOutOfBoundsException"),
    THROWN("step threw java.lang.IllegalStateException: the rope broke"),
    NO_ANSWER("step answered null");

    final String told;

    Deed(String told) {
      this.told = told;
    }
  }

  private final Deed deed;
  private final long when;
  private final AtomicLong steps;
  private double place;
  private double reward;

  private Mischief(Deed deed, long when, AtomicLong steps) {
    this.deed = deed;
    this.when = when;
    this.steps = steps;
  }

  /** Worlds of which one misbehaves in the n-th of their steps. */
  static EnvironmentFactory doing(Deed deed, long when) {
    AtomicLong steps = new AtomicLong();
    return EnvironmentFactory.of(() -> new Mischief(deed, when, steps));
  }

  @Override
  public EnvironmentSpec spec() {
    return SPEC;
  }

  @Override
  public void reset(EnvironmentRandom random, double[] observation) {
    place = random.uniform(-1, 1);
    observe(observation);
  }

  private void observe(double[] observation) {
    observation[0] = place;
    observation[1] = place * place;
    observation[2] = 1;
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    place += 0.1 * action[0];
    reward = -Math.abs(place);
    boolean now = steps.incrementAndGet() == when;
    if (now && deed == Deed.SHORT_OBSERVATION) {
      observation[0] = place;
      observation[1] = place * place;
      return StepKind.MID;
    }
    observe(observation);
    return now ? misbehave(observation) : StepKind.MID;
  }

  private StepKind misbehave(double[] observation) {
    switch (deed) {
      case NAN_REWARD -> reward = Double.NaN;
      case INFINITE_REWARD -> reward = Double.NEGATIVE_INFINITY;
      case HUGE_REWARD -> reward = 1e300;
      case NAN_OBSERVATION -> observation[1] = Double.NaN;
      case HUGE_OBSERVATION -> observation[1] = -1e300;
      case LONG_OBSERVATION -> observation[WIDTH] = 1;
      case THROWN -> throw new IllegalStateException("the rope broke");
      case NO_ANSWER -> {
        return null;
      }
      default -> {
        return StepKind.MID;
      }
    }
    return StepKind.MID;
  }

  @Override
  public double reward() {
    return reward;
  }

  @Override
  public int stateBytes() {
    return Double.BYTES;
  }

  @Override
  public void save(ByteBuffer out) {
    out.putDouble(place);
  }

  @Override
  public void restore(EnvironmentRandom random, ByteBuffer in) {
    place = in.getDouble();
  }
}
