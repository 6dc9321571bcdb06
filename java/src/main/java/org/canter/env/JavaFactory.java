// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.function.Supplier;
import org.canter.kernels.RandomStream;

/** Opens slices of environments in plain Java. */
final class JavaFactory implements EnvironmentFactory {
  private final Supplier<? extends Environment> maker;
  private final EnvironmentSpec spec;

  JavaFactory(Supplier<? extends Environment> maker) {
    this.maker = maker;
    try (Environment one = JavaSlice.make(null, maker)) {
      this.spec = one.spec();
    }
    if (spec == null) {
      throw new EnvironmentException("spec() of an environment is null; it must say what it is");
    }
  }

  @Override
  public String id() {
    return spec.id();
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public EnvironmentSlice open(long seed, RandomStream stream, int first, int count) {
    return TimeLimit.around(new JavaSlice(spec, maker, seed, stream, first, count));
  }
}
