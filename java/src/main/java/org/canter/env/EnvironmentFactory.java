// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.function.Supplier;
import org.canter.kernels.RandomStream;

/** A kind of environment that can be opened any number of times, by any thread. */
public interface EnvironmentFactory {
  /**
   * The id, known without opening anything.
   *
   * @return such as {@code gym/Hopper-v4}
   */
  String id();

  /**
   * What is fixed about the environments; a physics task compiles its model for it, once.
   *
   * @return the spec
   */
  EnvironmentSpec spec();

  /**
   * Opens environments first to first + count - 1, with the spec's time limit, none of them reset.
   *
   * @param seed the seed of the run
   * @param stream ENVIRONMENT for training, EVALUATION for measuring
   * @param first the number of the first one
   * @param count how many
   * @return a slice, which the caller closes
   */
  EnvironmentSlice open(long seed, RandomStream stream, int first, int count);

  /**
   * The factory of an environment in plain Java.
   *
   * @param maker makes a new environment at each call; one is made at once, to learn its spec
   * @return the factory
   */
  static EnvironmentFactory of(Supplier<? extends Environment> maker) {
    return new JavaFactory(maker);
  }

  /**
   * The factory of a physics task.
   *
   * @param id the id, such as {@code my/Juggler}
   * @param maker makes a new task at each call
   * @return the factory
   */
  static EnvironmentFactory of(String id, Supplier<? extends PhysicsTask> maker) {
    return new PhysicsFactory(id, maker);
  }
}
