// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.kernels.Activation;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Mlp;
import org.canter.kernels.Network;
import org.canter.kernels.Philox;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;
import org.canter.kernels.ValueStatistics;
import org.canter.policy.NetworkShape;

/** Regressions for fitters, and all that tests open; closes everything. */
final class Regression implements AutoCloseable {
  static final Progress BEGIN = new Progress(0, 0);

  // four corners of a square: columns are orthogonal, so the best weights are plain means
  private static final double[] CORNERS = {1, 1, 1, -1, -1, 1, -1, -1};
  private static final double[] HEIGHTS = {7, 1, -1, 1};

  /** Of the corners: mean x1 y, mean x2 y, mean y. */
  static final double[] BEST_PLANE = {2, 1, 2};

  /** What is left there: the plane misses each corner by 2. */
  static final double BEST_LOSS = 2;

  private final Resources owned = new Resources();
  final Compute compute;
  final Network network;
  final ValueProblem problem;

  private Regression(
      KernelContext context, Network network, double[] observation, double[] target) {
    this.compute = owned.own(new Compute(context));
    this.network = owned.own(network);
    Slab theta = owned.own(compute.allocate(network.parameters()));
    NetworkShape.initialize(compute, network, theta, 1, 1, 3);
    Slab x = owned.own(compute.allocate(target.length, network.inputs()));
    x.copyFrom(observation);
    Slab y = owned.own(compute.allocate(target.length));
    y.copyFrom(target);
    this.problem = new ValueProblem(compute, network, theta, x, y, null);
  }

  /** A plane through four corners, in double; its best weights and loss are known. */
  static Regression plane() {
    Network network = Network.create(new int[] {2, 1}, Activation.TANH, Activation.IDENTITY);
    return new Regression(KernelContext.f64(), network, CORNERS, HEIGHTS);
  }

  /** A line so steep that the gradient is beyond floats. */
  static Regression tooSteep() {
    Network network = Network.create(new int[] {1, 1}, Activation.TANH, Activation.IDENTITY);
    return new Regression(
        KernelContext.f32(1), network, new double[] {1e20, -1e20}, new double[] {1e30, -1e30});
  }

  /** A curved function of two numbers with some noise, for a network, in float. */
  static Regression curved() {
    Network network = Network.create(new int[] {2, 16, 1}, Activation.TANH, Activation.IDENTITY);
    int rows = 256;
    double[] x = new double[2 * rows];
    double[] y = new double[rows];
    Philox random = new Philox(1, RandomStream.BATCH.code());
    for (int i = 0; i < rows; i++) {
      random.at(i, 0, 0);
      double a = 2 * random.nextUniform() - 1;
      double b = 2 * random.nextUniform() - 1;
      x[2 * i] = a;
      x[2 * i + 1] = b;
      y[i] = StrictMath.sin(3 * a) + b * b + 0.1 * random.nextNormal();
    }
    return new Regression(KernelContext.f32(1), network, x, y);
  }

  double loss() {
    return problem.measure(new ValueStatistics()).loss();
  }

  double[] theta() {
    return problem.theta().toDoubles();
  }

  /** The predictions at theta. */
  double[] values() {
    Mlp mlp = new Mlp(compute.context(), network);
    long rows = problem.observation().rows();
    try (Slab out = compute.allocate(rows, 1);
        Slab scratch = mlp.scratch(rows)) {
      mlp.forward(out, problem.theta(), problem.observation(), scratch);
      return out.toDoubles();
    }
  }

  /** Closes something with this. */
  <T extends AutoCloseable> T own(T one) {
    return owned.own(one);
  }

  @Override
  public void close() {
    owned.close();
  }
}
