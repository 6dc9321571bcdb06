// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.ArrayList;
import java.util.List;
import org.canter.kernels.KernelContext;

/** Lets every kernel of a context and the oracle compute the same, and compares. */
public final class Parity {
  /** The bound of a kernel in float. */
  public static final double FLOAT = 1e-11;

  /** The bound of a kernel in TF32. */
  public static final double TF32 = 1e-6;

  // ten iterations of conjugate gradient on a matrix of floats
  private static final double SOLVE = 1e-9;

  private Parity() {}

  /** The kernels that are tried. */
  static List<ParityCheck> checks() {
    List<ParityCheck> all = new ArrayList<>();
    all.addAll(RowChecks.all());
    all.addAll(GradientChecks.all());
    all.addAll(SolveChecks.all());
    all.addAll(FlatChecks.all());
    return all;
  }

  /**
   * Tries all kernels on a few shapes.
   *
   * @param context whose kernels are tried; stays open
   * @param bound the largest error of a kernel that does not iterate, {@link #FLOAT} or {@link
   *     #TF32}
   * @return a result for each kernel and shape
   */
  public static List<ParityResult> of(KernelContext context, double bound) {
    List<ParityResult> results = new ArrayList<>();
    try (KernelContext oracle = KernelContext.f64()) {
      for (ParityShape shape : ParityShape.all()) {
        ParityInputs inputs = new ParityInputs(shape, oracle);
        try (ParityScene exact = new ParityScene(inputs, oracle);
            ParityScene tried = new ParityScene(inputs, context)) {
          for (ParityCheck check : checks()) {
            results.add(
                ParityResult.of(
                    check.name(),
                    shape.text(),
                    check.result().apply(tried),
                    check.result().apply(exact),
                    check.solves() ? Math.max(SOLVE, bound) : bound));
          }
        }
      }
    }
    return results;
  }
}
