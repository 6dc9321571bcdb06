// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.env.PhysicsAccess;
import org.canter.kernels.RandomStream;

/** Opens slices and remembers their simulations, so that their state can be looked at. */
public final class KeepingFactory implements EnvironmentFactory {
  private final EnvironmentFactory factory;
  private final List<EnvironmentSlice> slices = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param factory opens the environments
   */
  public KeepingFactory(EnvironmentFactory factory) {
    this.factory = factory;
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
    slices.add(slice);
    return slice;
  }

  /**
   * The slices, as the threads own them.
   *
   * @return in the order in which they were opened; a view
   */
  public List<EnvironmentSlice> slices() {
    return Collections.unmodifiableList(slices);
  }

  /**
   * The states of all environments.
   *
   * @return qpos, then qvel of each
   */
  public double[] states() {
    double[] all = new double[0];
    for (EnvironmentSlice slice : slices) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      for (int row = 0; row < slice.count(); row++) {
        physics.readState(row, qpos, qvel);
        int at = all.length;
        all = Arrays.copyOf(all, at + qpos.length + qvel.length);
        System.arraycopy(qpos, 0, all, at, qpos.length);
        System.arraycopy(qvel, 0, all, at + qpos.length, qvel.length);
      }
    }
    return all;
  }
}
