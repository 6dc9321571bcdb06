// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A small policy with everything that its calls take: a Gaussian of 3 numbers over 5 observed ones,
 * 8 hidden units, a batch of 12 rows. Tests of the Java face need shapes, not sizes.
 */
final class TestPolicy implements AutoCloseable {
  static final int ROWS = 12;
  static final int INPUTS = 5;
  static final int ACTIONS = 3;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  final KernelContext context;
  final Network network;
  final ActionDistribution distribution;
  final Policy policy;
  final Slab theta;
  final Slab observation;
  final Slab action;
  final Slab logProbability;
  final Slab parameters;
  final Slab weight;
  final Slab key;
  final Slab gains;
  final Slab scratch;
  final Tape tape;

  TestPolicy(KernelContext.Options options) {
    this(KernelContext.create(options));
  }

  /** In a context that is closed with this. */
  TestPolicy(KernelContext context) {
    this.context = own(context);
    network =
        own(Network.create(new int[] {INPUTS, 8, ACTIONS}, Activation.TANH, Activation.IDENTITY));
    distribution = own(ActionDistribution.gaussian(ACTIONS));
    policy = own(Policy.create(network, distribution));
    theta = real(policy.parameters());
    observation = real(ROWS, INPUTS);
    action = real(ROWS, ACTIONS);
    logProbability = real(ROWS);
    parameters = real(ROWS, ACTIONS);
    weight = real(ROWS);
    key = own(context.allocate(ElementType.I32, ROWS, 3));
    gains = own(Slab.of(1.0, 0.1));
    scratch = own(policy.scratch(context, ROWS));
    tape = own(Tape.create(context, network, ROWS));
    prepare();
  }

  static TestPolicy f32() {
    return new TestPolicy(KernelContext.Options.of(Real.F32, 2));
  }

  static TestPolicy f64() {
    return new TestPolicy(KernelContext.Options.of(Real.F64, 1));
  }

  /** A slab of the context's type that is closed with this. */
  Slab real(long... shape) {
    return own(context.allocate(shape));
  }

  /** Integers that lie where the context computes. */
  Slab ints(int... values) {
    Slab slab = own(context.allocate(ElementType.I32, values.length));
    slab.copyFrom(values);
    return slab;
  }

  /** Closes something with this. */
  <T extends AutoCloseable> T own(T closeable) {
    owned.push(closeable);
    return closeable;
  }

  /** The batch of all rows, with the policy itself as the old one. */
  Batch batch() {
    return new Batch(
        observation,
        action,
        weight,
        logProbability,
        parameters,
        policy.layout().logStd(theta),
        null);
  }

  void act() {
    policy.act(context, action, logProbability, parameters, theta, observation, 3, 0, key, scratch);
  }

  private void prepare() {
    network.initialize(context, theta, Initialization.ORTHOGONAL, gains, 1);
    Philox random = new Philox(2, RandomStream.USER.code());
    double[] observations = new double[ROWS * INPUTS];
    for (int i = 0; i < observations.length; i++) {
      observations[i] = random.nextNormal();
    }
    double[] weights = new double[ROWS];
    int[] keys = new int[ROWS * 3];
    for (int i = 0; i < ROWS; i++) {
      weights[i] = random.nextNormal();
      keys[3 * i + 2] = i;
    }
    // by arrays: a device's slab takes no single elements
    observation.copyFrom(observations);
    weight.copyFrom(weights);
    key.copyFrom(keys);
    act();
    new Mlp(context, network).record(tape, null, theta, observation, null);
  }

  @Override
  public void close() {
    owned.forEach(TestPolicy::closeQuietly);
    owned.clear();
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception impossible) {
      throw new AssertionError(impossible);
    }
  }
}
