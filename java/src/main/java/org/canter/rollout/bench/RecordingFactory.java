// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.env.FaultReport;
import org.canter.env.PhysicsAccess;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.canter.rollout.RolloutException;

/** Opens one slice of all environments and writes down what its simulations are made to do. */
final class RecordingFactory implements EnvironmentFactory {
  private final EnvironmentFactory factory;
  private final int steps;
  private Recording recording;

  /** Records the first `steps` steps. */
  RecordingFactory(EnvironmentFactory factory, int steps) {
    this.factory = factory;
    this.steps = steps;
  }

  /** What was written down. */
  Recording recording() {
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
  private static final class RecordingSlice implements EnvironmentSlice {
    private final EnvironmentSlice inner;
    private final PhysicsAccess physics;
    private final Recording recording;

    RecordingSlice(EnvironmentSlice inner, PhysicsAccess physics, Recording recording) {
      this.inner = inner;
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
      inner.step(actions, active);
      recording.addStep(actions);
    }

    @Override
    public EnvironmentSpec spec() {
      return inner.spec();
    }

    @Override
    public int first() {
      return inner.first();
    }

    @Override
    public int count() {
      return inner.count();
    }

    @Override
    public double[] observations() {
      return inner.observations();
    }

    @Override
    public double[] rewards() {
      return inner.rewards();
    }

    @Override
    public StepKind[] kinds() {
      return inner.kinds();
    }

    @Override
    public int stateBytes() {
      return inner.stateBytes();
    }

    @Override
    public void save(int row, ByteBuffer out) {
      inner.save(row, out);
    }

    @Override
    public void restore(int row, ByteBuffer in) {
      inner.restore(row, in);
    }

    @Override
    public long faultCount() {
      return inner.faultCount();
    }

    @Override
    public List<FaultReport> faults() {
      return inner.faults();
    }

    @Override
    public Optional<PhysicsAccess> physics() {
      return inner.physics();
    }

    @Override
    public void close() {
      inner.close();
    }
  }
}
