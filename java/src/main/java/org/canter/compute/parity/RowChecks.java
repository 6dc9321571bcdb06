// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.List;
import org.canter.kernels.Mlp;
import org.canter.kernels.RandomStream;
import org.canter.kernels.RowDistributions;
import org.canter.kernels.Slab;

/** Kernels that work row by row: the policy and the calculus of its distribution. */
final class RowChecks {
  private RowChecks() {}

  static List<ParityCheck> all() {
    return List.of(
        ParityCheck.of("forward", RowChecks::forward),
        ParityCheck.of("sample", RowChecks::sample),
        ParityCheck.of(
            "mode",
            s ->
                s.written(
                    out -> s.distribution.mode(s.context, out, s.batch.oldParameters()),
                    s.rows(),
                    s.distribution.actions())),
        ParityCheck.of(
            "log probability",
            s ->
                s.written(
                    out ->
                        rows(s)
                            .logProbability(
                                out, s.batch.oldParameters(), s.logStd(), s.batch.action()),
                    s.rows())),
        ParityCheck.of("log probability, gradient", RowChecks::logProbabilityGradient),
        ParityCheck.of(
            "entropy",
            s ->
                s.written(
                    out -> rows(s).entropy(out, s.batch.oldParameters(), s.logStd()), s.rows())),
        ParityCheck.of("KL divergence", RowChecks::divergence));
  }

  private static RowDistributions rows(ParityScene s) {
    return new RowDistributions(s.context, s.distribution);
  }

  /** The distribution parameters at theta. */
  private static double[] forward(ParityScene s) {
    return s.written(out -> forward(s, out), s.rows(), s.distribution.width());
  }

  private static void forward(ParityScene s, Slab out) {
    Mlp mlp = new Mlp(s.context, s.network);
    try (Slab scratch = mlp.scratch(s.rows())) {
      mlp.forward(out, s.theta, s.observation, scratch);
    }
  }

  private static double[] sample(ParityScene s) {
    return s.written(
        out ->
            s.distribution.sample(
                s.context,
                out,
                null,
                s.batch.oldParameters(),
                s.logStd(),
                7,
                RandomStream.ACTION.code(),
                s.key),
        s.rows(),
        s.distribution.actions());
  }

  private static double[] logProbabilityGradient(ParityScene s) {
    int free = s.distribution.free();
    try (Slab byFree = free > 0 ? s.context.allocate(s.rows(), free) : null) {
      return s.written(
          out ->
              rows(s)
                  .logProbabilityGradient(
                      out, byFree, s.batch.oldParameters(), s.logStd(), s.batch.action()),
          s.rows(),
          s.distribution.width());
    }
  }

  private static double[] divergence(ParityScene s) {
    try (Slab now = s.context.allocate(s.rows(), s.distribution.width())) {
      forward(s, now);
      return s.written(
          out -> rows(s).kl(out, s.batch.oldParameters(), s.batch.oldLogStd(), now, s.logStd()),
          s.rows());
    }
  }
}
