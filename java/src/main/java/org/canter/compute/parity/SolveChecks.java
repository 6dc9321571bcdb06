// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.List;
import org.canter.kernels.ConjugateGradient;
import org.canter.kernels.Fisher;
import org.canter.kernels.Objective;
import org.canter.kernels.Slab;
import org.canter.kernels.SolveResult;
import org.canter.kernels.TrustRegion;
import org.canter.kernels.TrustRegionResult;
import org.canter.kernels.TrustRegionSettings;
import org.canter.kernels.ValueNetwork;
import org.canter.kernels.ValueStatistics;

/** Products with curvature matrices, and what solves with them. */
final class SolveChecks {
  private static final double DAMPING = 0.1;
  private static final int ITERATIONS = 10;

  private SolveChecks() {}

  static List<ParityCheck> all() {
    return List.of(
        ParityCheck.of(
            "Fisher product",
            s ->
                s.written(
                    out ->
                        new Fisher(s.context, s.policy)
                            .product(out, s.tape, s.theta, s.direction, DAMPING),
                    s.policy.parameters())),
        ParityCheck.of(
            "empirical Fisher product",
            s ->
                s.written(
                    out ->
                        new Fisher(s.context, s.policy)
                            .productEmpirical(
                                out, s.tape, s.theta, s.batch.action(), s.direction, DAMPING),
                    s.policy.parameters())),
        ParityCheck.of("Gauss-Newton product", SolveChecks::gaussNewton),
        ParityCheck.solve("conjugate gradient, Fisher", s -> solve(s, null)),
        ParityCheck.solve("conjugate gradient, empirical", s -> solve(s, s.batch.action())),
        ParityCheck.solve("conjugate gradient, Gauss-Newton", SolveChecks::solveValue),
        ParityCheck.solve("trust-region step", SolveChecks::step));
  }

  private static double[] gaussNewton(ParityScene s) {
    try (Slab gradient = s.context.allocate(s.values.parameters())) {
      valueGradient(s, gradient);
      return s.written(
          out ->
              new ValueNetwork(s.context, s.values)
                  .gaussNewtonProduct(out, s.valueTape, s.valueTheta, gradient, DAMPING),
          s.values.parameters());
    }
  }

  private static void valueGradient(ParityScene s, Slab gradient) {
    new ValueNetwork(s.context, s.values)
        .gradient(
            gradient, new ValueStatistics(), null, s.valueTheta, s.observation, s.target, null);
  }

  private static double[] solve(ParityScene s, Slab action) {
    try (Slab gradient = s.context.allocate(s.policy.parameters())) {
      GradientChecks.gradient(s, gradient, Objective.surrogate());
      return s.written(
          out ->
              new ConjugateGradient(s.context)
                  .fisher(
                      out,
                      null,
                      new SolveResult(),
                      s.policy,
                      s.tape,
                      s.theta,
                      action,
                      gradient,
                      DAMPING,
                      ITERATIONS,
                      0),
          s.policy.parameters());
    }
  }

  private static double[] solveValue(ParityScene s) {
    try (Slab gradient = s.context.allocate(s.values.parameters())) {
      valueGradient(s, gradient);
      return s.written(
          out ->
              new ConjugateGradient(s.context)
                  .gaussNewton(
                      out,
                      null,
                      new SolveResult(),
                      s.values,
                      s.valueTape,
                      s.valueTheta,
                      gradient,
                      DAMPING,
                      ITERATIONS,
                      0),
          s.values.parameters());
    }
  }

  /** How far theta goes; a large bound, so that the line search has to decide. */
  private static double[] step(ParityScene s) {
    TrustRegionSettings settings =
        new TrustRegionSettings(1, DAMPING, 0, 0.8, ITERATIONS, ITERATIONS);
    try (Slab gradient = s.context.allocate(s.policy.parameters());
        Slab direction = s.context.allocate(s.policy.parameters())) {
      double before = GradientChecks.gradient(s, gradient, Objective.surrogate()).objective();
      double[] after =
          s.changed(
              s.theta,
              theta ->
                  new TrustRegion(s.context, s.policy)
                      .step(
                          new TrustRegionResult(),
                          theta,
                          direction,
                          s.tape,
                          null,
                          gradient,
                          before,
                          s.batch,
                          Objective.surrogate(),
                          settings));
      double[] start = s.inputs.theta;
      for (int i = 0; i < after.length; i++) {
        after[i] -= start[i];
      }
      return after;
    }
  }
}
