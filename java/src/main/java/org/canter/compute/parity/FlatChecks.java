// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.List;
import org.canter.kernels.Moments;
import org.canter.kernels.Optimizers;
import org.canter.kernels.Scans;
import org.canter.kernels.Slab;
import org.canter.kernels.Vectors;

/** Kernels that know no network: scans of trajectories, optimisers, vectors, moments. */
final class FlatChecks {
  private static final double GAMMA = 0.99;
  private static final double LAMBDA = 0.95;
  private static final double EPSILON = 1e-8;

  private FlatChecks() {}

  static List<ParityCheck> all() {
    return List.of(
        ParityCheck.of("GAE", s -> gae(s, false)),
        ParityCheck.of("TD(lambda) targets", s -> gae(s, true)),
        ParityCheck.of(
            "returns",
            s -> scanned(s, out -> scans(s).returns(out, s.reward, s.value, s.step, GAMMA))),
        ParityCheck.of(
            "n-step returns",
            s ->
                scanned(
                    s, out -> scans(s).nStep(out, s.reward, s.value, s.value, s.step, GAMMA, 5))),
        ParityCheck.of(
            "TD residuals",
            s ->
                scanned(
                    s, out -> scans(s).residuals(out, s.reward, s.value, s.value, s.step, GAMMA))),
        ParityCheck.of("Adam", FlatChecks::adam),
        ParityCheck.of("momentum", s -> descend(s, 0.9)),
        ParityCheck.of("gradient descent", s -> descend(s, 0)),
        ParityCheck.of(
            "axpby", s -> s.changed(s.theta, y -> vectors(s).axpby(y, 0.3, s.direction, -1.7))),
        ParityCheck.of(
            "standardise", s -> s.changed(s.target, y -> vectors(s).standardize(y, y, EPSILON))),
        ParityCheck.of("sums", FlatChecks::sums),
        ParityCheck.of("gather and scatter", FlatChecks::pick),
        ParityCheck.of("moments", FlatChecks::moments),
        ParityCheck.of("normalise", FlatChecks::normalise));
  }

  private static Scans scans(ParityScene s) {
    return new Scans(s.context);
  }

  private static Vectors vectors(ParityScene s) {
    return new Vectors(s.context);
  }

  private static double[] scanned(ParityScene s, ParityScene.Writing scan) {
    return s.written(scan, s.reward.shape());
  }

  private static double[] gae(ParityScene s, boolean targets) {
    try (Slab other = s.context.allocate(s.reward.shape())) {
      return scanned(
          s,
          out ->
              scans(s)
                  .gae(
                      targets ? other : out,
                      targets ? out : other,
                      s.reward,
                      s.value,
                      s.value,
                      s.step,
                      GAMMA,
                      LAMBDA));
    }
  }

  private static double[] adam(ParityScene s) {
    try (Slab first = s.context.allocate(s.theta.elements());
        Slab second = s.context.allocate(s.theta.elements())) {
      return s.changed(
          s.theta,
          theta -> {
            for (int step = 1; step <= 3; step++) {
              new Optimizers(s.context)
                  .adam(theta, first, second, s.direction, step, 0.01, 0.9, 0.999, EPSILON);
            }
          });
    }
  }

  private static double[] descend(ParityScene s, double momentum) {
    try (Slab velocity = s.context.allocate(s.theta.elements())) {
      return s.changed(
          s.theta,
          theta -> {
            for (int step = 0; step < 3; step++) {
              new Optimizers(s.context).sgd(theta, velocity, s.direction, 0.1, momentum);
            }
          });
    }
  }

  private static double[] sums(ParityScene s) {
    return new double[] {
      vectors(s).dot(s.direction, s.direction),
      vectors(s).dot(s.direction, s.theta),
      vectors(s).sum(s.direction),
      vectors(s).maxAbs(s.direction)
    };
  }

  private static double[] pick(ParityScene s) {
    int[] picks = new int[ParityShape.ROWS / 3];
    for (int i = 0; i < picks.length; i++) {
      picks[i] = 3 * i + i % 2;
    }
    Slab index = s.ints(picks);
    try (Slab picked = s.context.allocate(picks.length)) {
      vectors(s).gather(picked, s.target, index);
      vectors(s).axpby(picked, 2, picked, 0);
      return s.changed(s.target, y -> vectors(s).scatter(y, picked, index));
    }
  }

  private static double[] moments(ParityScene s) {
    try (Moments moments = new Moments(s.inputs.shape.inputs())) {
      moments.update(s.context, s.observation, null);
      double[] mean = moments.mean().toDoubles();
      double[] squares = moments.m2().toDoubles();
      double[] both = new double[mean.length + squares.length];
      for (int i = 0; i < mean.length; i++) {
        both[i] = mean[i];
        both[mean.length + i] = squares[i] / s.rows();
      }
      return both;
    }
  }

  private static double[] normalise(ParityScene s) {
    int width = s.inputs.shape.inputs();
    try (Moments moments = new Moments(width);
        Slab shift = s.context.allocate(width);
        Slab scale = s.context.allocate(width)) {
      moments.update(s.context, s.observation, null);
      moments.freeze(s.context, shift, scale, EPSILON);
      return s.written(
          out -> Moments.normalize(s.context, out, s.observation, shift, scale, 2),
          s.observation.shape());
    }
  }
}
