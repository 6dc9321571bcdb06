// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.Random;
import org.canter.kernels.ActionDistribution;
import org.canter.kernels.Activation;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;

/**
 * The numbers that go into all kernels: floats, which the oracle's doubles hold exactly. The batch
 * was drawn by a policy that is not quite the one that it is evaluated by, so that ratios differ
 * from 1 and divergences from 0.
 */
final class ParityInputs {
  private static final long SEED = 20_15;
  private static final double NEAR = 0.1;

  final ParityShape shape;
  final double[] theta;
  final double[] valueTheta;
  final double[] direction;
  final double[] observation;
  final double[] weight;
  final double[] target;
  final double[] reward;
  final double[] value;
  final byte[] step;
  final int[] key;
  double[] action;
  double[] logProbability;
  double[] parameters;
  double[] oldLogStd;
  private final Random random = new Random(SEED);

  /** Makes numbers for a shape; the oracle draws the actions. */
  ParityInputs(ParityShape shape, KernelContext oracle) {
    this.shape = shape;
    int rows = ParityShape.ROWS;
    try (ActionDistribution distribution = shape.distribution();
        Network network = network(shape, distribution.width());
        Network values = network(shape, 1);
        Policy policy = Policy.create(network, distribution)) {
      theta = initial(network, policy.parameters());
      valueTheta = initial(values, values.parameters());
      direction = normals(policy.parameters(), 1);
      observation = normals((long) rows * shape.inputs(), 1);
      weight = shifted(normals(rows, 1));
      target = normals(rows, 2);
      reward = normals(rows, 1);
      value = normals(rows, 1);
      step = steps();
      key = keys();
      act(policy, initial(network, policy.parameters()), oracle);
    }
  }

  /** A network of tanh with a linear last layer. */
  static Network network(ParityShape shape, int outputs) {
    return Network.create(shape.widths(outputs), Activation.TANH, Activation.IDENTITY);
  }

  /** Normals of 1 / sqrt(width of a layer's input), so that no layer saturates. */
  private double[] initial(Network network, long parameters) {
    double[] made = normals(parameters, 0.1);
    for (int layer = 0; layer < network.layout().layers(); layer++) {
      int begin = (int) network.layout().weightOffset(layer);
      int inputs = network.layout().width(layer);
      int count = inputs * network.layout().width(layer + 1);
      for (int i = begin; i < begin + count; i++) {
        made[i] = (float) (random.nextGaussian() / Math.sqrt(inputs));
      }
    }
    return made;
  }

  private double[] normals(long count, double deviation) {
    double[] made = new double[(int) count];
    for (int i = 0; i < made.length; i++) {
      made[i] = (float) (deviation * random.nextGaussian());
    }
    return made;
  }

  /** Off zero, so that means of them are no differences of rounding. */
  private static double[] shifted(double[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) (numbers[i] + 1);
    }
    return numbers;
  }

  /** Kinds of steps with all of them; the last row is cut. */
  private static byte[] steps() {
    byte[] kinds = new byte[ParityShape.ROWS];
    for (int i = 0; i < kinds.length; i++) {
      StepKind rare = i % 29 == 7 ? StepKind.FAULT : StepKind.MID;
      StepKind kind = i % 13 == 5 ? StepKind.TIMEOUT : rare;
      kinds[i] = (i % 11 == 3 ? StepKind.TERMINAL : kind).code();
    }
    return kinds;
  }

  private static int[] keys() {
    int[] keys = new int[3 * ParityShape.ROWS];
    for (int row = 0; row < ParityShape.ROWS; row++) {
      keys[3 * row] = row % ParityShape.ENVIRONMENTS;
      keys[3 * row + 2] = row / ParityShape.ENVIRONMENTS;
    }
    return keys;
  }

  /** Lets the policy at a parameter vector a little off act. */
  private void act(Policy policy, double[] way, KernelContext oracle) {
    int rows = ParityShape.ROWS;
    double[] old = theta.clone();
    for (int i = 0; i < old.length; i++) {
      old[i] = (float) (old[i] + NEAR * way[i]);
    }
    try (Slab oldTheta = Slab.of(old);
        Slab seen = Slab.of(observation);
        Slab keys = Slab.allocate(ElementType.I32, rows, 3);
        Slab acted = oracle.allocate(rows, policy.actions());
        Slab logarithm = oracle.allocate(rows);
        Slab drawnFrom = oracle.allocate(rows, policy.width());
        Slab scratch = policy.scratch(oracle, rows)) {
      keys.copyFrom(key);
      policy.act(
          oracle,
          acted,
          logarithm,
          drawnFrom,
          oldTheta,
          seen.reshape(rows, shape.inputs()),
          SEED,
          RandomStream.ACTION.code(),
          keys,
          scratch);
      action = rounded(acted.toDoubles());
      logProbability = rounded(logarithm.toDoubles());
      parameters = rounded(drawnFrom.toDoubles());
      boolean free = policy.layout().free() > 0;
      oldLogStd = free ? rounded(policy.layout().logStd(oldTheta).toDoubles()) : null;
    }
  }

  private static double[] rounded(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) values[i];
    }
    return values;
  }
}
