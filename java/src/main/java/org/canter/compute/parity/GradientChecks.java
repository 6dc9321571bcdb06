// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.List;
import org.canter.kernels.Mlp;
import org.canter.kernels.Objective;
import org.canter.kernels.ObjectiveKind;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.Slab;
import org.canter.kernels.ValueNetwork;
import org.canter.kernels.ValueStatistics;

/** Kernels that go over a batch once: objectives, their gradients, passes of a network. */
final class GradientChecks {
  private static final double CLIP = 0.2;

  private GradientChecks() {}

  static List<ParityCheck> all() {
    return List.of(
        ParityCheck.of("objective", s -> new double[] {evaluate(s).objective()}),
        ParityCheck.of(
            "objective, KL divergence",
            s -> new double[] {evaluate(s).meanKl(), evaluate(s).maxKl()}),
        ParityCheck.of("objective, entropy", s -> new double[] {evaluate(s).entropy()}),
        ParityCheck.of("gradient of the surrogate", s -> gradient(s, Objective.surrogate())),
        ParityCheck.of("gradient of the clipped", s -> gradient(s, Objective.clipped(CLIP))),
        ParityCheck.of(
            "gradient of the log-likelihood", s -> gradient(s, Objective.logLikelihood())),
        ParityCheck.of(
            "gradient with penalty and entropy",
            s -> gradient(s, new Objective(ObjectiveKind.SURROGATE, 0, 0.1, 2))),
        ParityCheck.of("backward", GradientChecks::backward),
        ParityCheck.of("tangent", GradientChecks::tangent),
        ParityCheck.of("value loss", s -> new double[] {value(s, null).loss()}),
        ParityCheck.of(
            "value gradient", s -> s.written(out -> value(s, out), s.values.parameters())));
  }

  private static PolicyStatistics evaluate(ParityScene s) {
    PolicyStatistics statistics = new PolicyStatistics();
    new PolicyObjective(s.context, s.policy)
        .evaluate(statistics, s.theta, s.batch, Objective.surrogate());
    return statistics;
  }

  static double[] gradient(ParityScene s, Objective objective) {
    return s.written(out -> gradient(s, out, objective), s.policy.parameters());
  }

  static PolicyStatistics gradient(ParityScene s, Slab out, Objective objective) {
    PolicyStatistics statistics = new PolicyStatistics();
    new PolicyObjective(s.context, s.policy)
        .gradient(out, statistics, null, s.theta, s.batch, objective);
    return statistics;
  }

  private static double[] backward(ParityScene s) {
    return s.written(
        out ->
            new Mlp(s.context, s.network).backward(out, s.tape, s.theta, s.batch.oldParameters()),
        s.network.parameters());
  }

  private static double[] tangent(ParityScene s) {
    Slab weights = s.direction.rows(0, s.network.parameters());
    return s.written(
        out -> new Mlp(s.context, s.network).tangent(out, s.tape, s.theta, weights),
        s.rows(),
        s.distribution.width());
  }

  private static ValueStatistics value(ParityScene s, Slab gradient) {
    ValueStatistics statistics = new ValueStatistics();
    new ValueNetwork(s.context, s.values)
        .gradient(gradient, statistics, null, s.valueTheta, s.observation, s.target, null);
    return statistics;
  }
}
