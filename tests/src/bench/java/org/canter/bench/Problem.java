// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.canter.kernels.ActionDistribution;
import org.canter.kernels.Activation;
import org.canter.kernels.ElementType;
import org.canter.kernels.Initialization;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;

/**
 * The numbers that both sides compute with: a Gaussian policy with tanh layers and a batch that it
 * acted on. The same seed makes the same numbers.
 *
 * @param shape the network and B
 * @param theta [P] in the kernels' order
 * @param observation [B, O]
 * @param action [B, A], drawn from the policy
 * @param advantage [B]
 * @param oldLogProbability [B], close to the policy's own
 * @param direction [P], what Fisher matrices are multiplied by
 * @param tenth [B / 10], rows of the subsample
 */
record Problem(
    Shape shape,
    float[] theta,
    float[] observation,
    float[] action,
    float[] advantage,
    float[] oldLogProbability,
    float[] direction,
    int[] tenth) {
  /** Conjugate gradient steps of an update, one Fisher-vector product each. */
  static final int ITERATIONS = 10;

  /** Added to the diagonal of the Fisher matrix. */
  static final double DAMPING = 0.1;

  /** The KL divergence that a step aims at. */
  static final double STEP_KL = 0.01;

  static final long SEED = 1;

  private static final int STREAM = RandomStream.ACTION.code();

  /** The problem of a shape. */
  static Problem make(Shape shape) {
    SplittableRandom random = new SplittableRandom(SEED);
    int rows = shape.batch();
    float[] observation = normals(random, rows * shape.observations());
    float[] action = new float[rows * shape.actions()];
    float[] logProbability = new float[rows];
    float[] theta = initialize(shape, random);
    act(shape, theta, observation, action, logProbability);
    for (int row = 0; row < rows; row++) {
      logProbability[row] += (float) (0.05 * random.nextGaussian());
    }
    int[] tenth = new int[Math.max(1, rows / 10)];
    for (int i = 0; i < tenth.length; i++) {
      tenth[i] = i * 10 + random.nextInt(Math.min(10, rows - i * 10));
    }
    float[] advantage = normals(random, rows);
    float[] direction = normals(random, theta.length);
    return new Problem(
        shape, theta, observation, action, advantage, logProbability, direction, tenth);
  }

  /** The same policy on some of the rows. */
  Problem rows(int[] picks) {
    return new Problem(
        new Shape(shape.widths(), picks.length),
        theta,
        pick(observation, shape.observations(), picks),
        pick(action, shape.actions(), picks),
        pick(advantage, 1, picks),
        pick(oldLogProbability, 1, picks),
        direction,
        new int[] {0});
  }

  static Network network(Shape shape) {
    return Network.create(shape.widths(), Activation.TANH, Activation.IDENTITY);
  }

  static Policy policy(Shape shape) {
    try (Network network = network(shape);
        ActionDistribution gaussian = ActionDistribution.gaussian(shape.actions())) {
      return Policy.create(network, gaussian);
    }
  }

  /** Orthogonal weights, and small numbers on everything, so that no parameter is a plain zero. */
  private static float[] initialize(Shape shape, SplittableRandom random) {
    double[] gains = new double[shape.layers()];
    Arrays.fill(gains, 1);
    gains[gains.length - 1] = 0.1;
    try (KernelContext context = KernelContext.f32(1);
        Network network = network(shape);
        Policy policy = policy(shape);
        Slab slab = context.allocate(policy.parameters());
        Slab scale = Slab.of(gains)) {
      network.initialize(context, slab, Initialization.ORTHOGONAL, scale, SEED);
      float[] theta = new float[(int) policy.parameters()];
      slab.copyTo(theta);
      for (int p = 0; p < theta.length; p++) {
        theta[p] += (float) (0.02 * random.nextGaussian());
      }
      return theta;
    }
  }

  private static void act(
      Shape shape, float[] theta, float[] observation, float[] action, float[] logProbability) {
    try (KernelContext context = KernelContext.f32(1);
        Policy policy = policy(shape);
        Slab parameters = Slab.of(theta);
        Slab observations = context.allocate(shape.batch(), shape.observations());
        Slab actions = context.allocate(shape.batch(), shape.actions());
        Slab means = context.allocate(shape.batch(), shape.actions());
        Slab logs = context.allocate(shape.batch());
        Slab keys = keys(shape.batch());
        Slab scratch = policy.scratch(context, shape.batch())) {
      observations.copyFrom(observation);
      policy.act(
          context, actions, logs, means, parameters, observations, SEED, STREAM, keys, scratch);
      actions.copyTo(action);
      logs.copyTo(logProbability);
    }
  }

  /** int[B, 3]: each row is an environment of its own. */
  static Slab keys(int rows) {
    Slab keys = Slab.allocate(ElementType.I32, rows, 3);
    for (int row = 0; row < rows; row++) {
      keys.setInt(3L * row, row);
    }
    return keys;
  }

  private static float[] pick(float[] from, int width, int[] picks) {
    float[] to = new float[picks.length * width];
    for (int i = 0; i < picks.length; i++) {
      System.arraycopy(from, picks[i] * width, to, i * width, width);
    }
    return to;
  }

  static float[] normals(SplittableRandom random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian();
    }
    return numbers;
  }
}
