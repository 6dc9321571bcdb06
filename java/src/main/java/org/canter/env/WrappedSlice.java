// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.canter.kernels.StepKind;

/** A slice that leaves everything to another one; wrappers override what they change. */
public abstract class WrappedSlice implements EnvironmentSlice {
  /** The slice that everything is left to. */
  protected final EnvironmentSlice inner;

  /**
   * Wraps a slice.
   *
   * @param inner what everything is left to; closing this closes it
   */
  protected WrappedSlice(EnvironmentSlice inner) {
    this.inner = inner;
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
  public void reset(int row) {
    inner.reset(row);
  }

  @Override
  public void step(double[] actions, boolean[] active) {
    inner.step(actions, active);
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
