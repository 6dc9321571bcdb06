// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.env.PhysicsAccess;
import org.canter.env.WrappedSlice;
import org.canter.kernels.RandomStream;
import org.canter.rollout.RolloutException;

/**
 * Opens one slice of all environments and writes down what its simulations are made to do. For
 * rollouts on one thread, which open a single slice.
 */
public final class RecordingFactory implements EnvironmentFactory {
  private final EnvironmentFactory factory;
  private final int steps;
  private Recording recording;

  /**
   * Prepares.
   *
   * @param factory opens the environments
   * @param steps how many steps of each environment there will be
   */
  public RecordingFactory(EnvironmentFactory factory, int steps) {
    this.factory = factory;
    this.steps = steps;
  }

  /**
   * What was written down.
   *
   * @return of the slice that was opened last; null before
   */
  public Recording recording() {
    return recording;
  }

  @Override
  public String id() {
    return factory.id();
  }

  @Override
  public EnvironmentSpec spec() {
    return factory.spec();
  }

  @Override
  public EnvironmentSlice open(long seed, RandomStream stream, int first, int count) {
    EnvironmentSlice slice = factory.open(seed, stream, first, count);
    PhysicsAccess physics = slice.physics().orElse(null);
    if (physics == null) {
      slice.close();
      throw new RolloutException(
          id() + " has no physics to compare with; choose an environment with a MuJoCo model");
    }
    recording = new Recording(steps, count, spec().action().width(), physics);
    return new RecordingSlice(slice, physics, recording);
  }

  /** Passes everything on, and notes resets and actions. */
  private static final class RecordingSlice extends WrappedSlice {
    private final PhysicsAccess physics;
    private final Recording recording;

    RecordingSlice(EnvironmentSlice inner, PhysicsAccess physics, Recording recording) {
      super(inner);
      this.physics = physics;
      this.recording = recording;
    }

    @Override
    public void reset(int row) {
      inner.reset(row);
      recording.addReset(row, physics.simulations());
    }

    @Override
    public void step(double[] actions, boolean[] active) {
      if (active != null) {
        throw new RolloutException(
            spec().id()
                + ": some environments rest while others step, which the simulator alone cannot"
                + " repeat; set rollout.unit=steps");
      }
      inner.step(actions, null);
      recording.addStep(actions);
    }
  }
}
