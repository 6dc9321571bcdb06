// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.DoubleUnaryOperator;

/**
 * A policy, a value network and buffers for every call of the Java face, in any context: the same
 * numbers in each, so that the results of two contexts can be compared. Numbers are floats, which
 * the oracle's doubles hold exactly.
 */
final class CudaScene implements AutoCloseable {
  static final int ROWS = 150;
  static final int INPUTS = 5;
  static final int ACTIONS = 3;
  static final int STEPS = 20;
  static final int ENVIRONMENTS = 6;

  private final Deque<AutoCloseable> owned = new ArrayDeque<>();
  private final Philox random = new Philox(7, RandomStream.USER.code());
  private int places;

  final KernelContext context;
  final Network network;
  final Network valueNetwork;
  final ActionDistribution distribution;
  final Policy policy;
  final Slab theta;
  final Slab valueTheta;
  final Slab observation;
  final Slab action;
  final Slab weight;
  final Slab logProbability;
  final Slab parameters;
  final Slab oldLogStd;
  final Slab index;
  final Tape tape;
  final Tape valueTape;

  CudaScene(KernelContext context) {
    this.context = context;
    int[] widths = {INPUTS, 16, 9, ACTIONS};
    network = own(Network.create(widths, Activation.TANH, Activation.IDENTITY));
    valueNetwork =
        own(Network.create(new int[] {INPUTS, 11, 1}, Activation.ELU, Activation.IDENTITY));
    distribution = own(ActionDistribution.gaussian(ACTIONS));
    policy = own(Policy.create(network, distribution));
    theta = normals(0.4, policy.parameters());
    valueTheta = normals(0.4, valueNetwork.parameters());
    observation = normals(1, ROWS, INPUTS);
    action = normals(1, ROWS, ACTIONS);
    weight = normals(1, ROWS);
    // the old policy is not quite the new one: ratios differ from 1, divergences from 0
    parameters = normals(0.3, ROWS, ACTIONS);
    oldLogStd = normals(0.1, ACTIONS);
    logProbability = slab(i -> -3.5 - 0.01 * (i % 17), ROWS);
    index = ints(i -> (i * 7) % ROWS, 61);
    tape = own(Tape.create(context, network, ROWS));
    valueTape = own(Tape.create(context, valueNetwork, ROWS));
    new Mlp(context, network).record(tape, null, theta, observation, null);
    new Mlp(context, valueNetwork).record(valueTape, null, valueTheta, observation, null);
  }

  /** Normals times a factor, the same for each context that asks in the same order. */
  Slab normals(double factor, long... shape) {
    random.at(places++, 0, 0);
    return slab(i -> factor * random.nextNormal(), shape);
  }

  /** Numbers by their place, rounded to float. */
  Slab slab(DoubleUnaryOperator value, long... shape) {
    Slab slab = real(shape);
    double[] values = new double[(int) slab.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value.applyAsDouble(i);
    }
    slab.copyFrom(values);
    return slab;
  }

  /** Integers by their place. */
  Slab ints(DoubleUnaryOperator value, long... shape) {
    Slab slab = own(context.allocate(ElementType.I32, shape));
    int[] values = new int[(int) slab.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (int) value.applyAsDouble(i);
    }
    slab.copyFrom(values);
    return slab;
  }

  /** Kinds of steps with all of them. */
  Slab steps() {
    Slab slab = own(context.allocate(ElementType.U8, STEPS, ENVIRONMENTS));
    byte[] values = new byte[STEPS * ENVIRONMENTS];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 11 == 3 ? StepKind.TERMINAL.code() : StepKind.MID.code();
      values[i] = i % 13 == 5 ? StepKind.TIMEOUT.code() : values[i];
      values[i] = i % 29 == 7 ? StepKind.FAULT.code() : values[i];
    }
    slab.copyFrom(values);
    return slab;
  }

  /** Zeros where the context computes. */
  Slab real(long... shape) {
    return own(context.allocate(shape));
  }

  /** The batch of all rows. */
  Batch batch() {
    return new Batch(observation, action, weight, logProbability, parameters, oldLogStd, null);
  }

  /** Closes something with this. */
  <T extends AutoCloseable> T own(T closeable) {
    owned.push(closeable);
    return closeable;
  }

  /** Closes all but the context. */
  @Override
  public void close() {
    for (AutoCloseable closeable : owned) {
      try {
        closeable.close();
      } catch (Exception impossible) {
        throw new AssertionError(impossible);
      }
    }
  }
}
