// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.kernels.Slab;

/** Adam's moments with its usual constants (beta 0.9 and 0.999, epsilon 1e-8). */
public final class AdamState implements AutoCloseable {
  private static final double BETA_1 = 0.9;
  private static final double BETA_2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Compute compute;
  private final Slab first;
  private final Slab second;
  private long steps;

  /**
   * Allocates moments of zero; the caller closes them.
   *
   * @param compute where
   * @param parameters P
   */
  public AdamState(Compute compute, long parameters) {
    this.compute = compute;
    this.first = compute.allocate(parameters);
    this.second = compute.allocate(parameters);
  }

  /**
   * One step downhill.
   *
   * @param theta in and out, real[P]
   * @param gradient real[P]
   * @param rate at least 0
   */
  public void step(Slab theta, Slab gradient, double rate) {
    steps++;
    compute.optimizers().adam(theta, first, second, gradient, steps, rate, BETA_1, BETA_2, EPSILON);
  }

  /**
   * Writes the moments.
   *
   * @param out receives them
   * @param name of the fields
   */
  public void save(StateWriter out, String name) {
    out.put(name + ".steps", steps);
    out.put(name + ".first", first);
    out.put(name + ".second", second);
  }

  /**
   * Takes the moments back.
   *
   * @param in gives them
   * @param name of the fields
   */
  public void restore(StateReader in, String name) {
    steps = in.getLong(name + ".steps");
    in.read(name + ".first", first);
    in.read(name + ".second", second);
  }

  /** Frees the moments. */
  @Override
  public void close() {
    first.close();
    second.close();
  }
}
