// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.function.Supplier;
import org.canter.kernels.RandomStream;

/** Opens slices of a physics task; compiles the model at the first need of its spec. */
final class PhysicsFactory implements EnvironmentFactory {
  private final String id;
  private final Supplier<? extends PhysicsTask> maker;
  private EnvironmentSpec spec;

  PhysicsFactory(String id, Supplier<? extends PhysicsTask> maker) {
    this.id = id;
    this.maker = maker;
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public synchronized EnvironmentSpec spec() {
    if (spec == null) {
      try (BoundTask bound = new BoundTask(id, maker)) {
        spec = bound.spec;
      }
    }
    return spec;
  }

  @Override
  public EnvironmentSlice open(long seed, RandomStream stream, int first, int count) {
    BoundTask bound = new BoundTask(id, maker);
    try {
      return TimeLimit.around(new PhysicsSlice(bound, seed, stream, first, count));
    } catch (RuntimeException error) {
      bound.close();
      throw error;
    }
  }
}
