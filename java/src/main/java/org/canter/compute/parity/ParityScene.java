// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import org.canter.compute.Resources;
import org.canter.kernels.ActionDistribution;
import org.canter.kernels.Batch;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Mlp;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.Slab;
import org.canter.kernels.Tape;

/** The inputs as slabs of a context, with recordings of both networks. Checks write to none. */
final class ParityScene implements AutoCloseable {
  /** What a check lets a kernel write. */
  @FunctionalInterface
  interface Writing {
    void into(Slab out);
  }

  private final Resources owned = new Resources();
  final ParityInputs inputs;
  final KernelContext context;
  final ActionDistribution distribution;
  final Network network;
  final Network values;
  final Policy policy;
  final Slab theta;
  final Slab valueTheta;
  final Slab direction;
  final Slab observation;
  final Slab target;
  final Slab reward;
  final Slab value;
  final Slab step;
  final Slab key;
  final Batch batch;
  final Tape tape;
  final Tape valueTape;

  ParityScene(ParityInputs inputs, KernelContext context) {
    this.inputs = inputs;
    this.context = context;
    int rows = ParityShape.ROWS;
    try {
      distribution = owned.own(inputs.shape.distribution());
      network = owned.own(ParityInputs.network(inputs.shape, distribution.width()));
      values = owned.own(ParityInputs.network(inputs.shape, 1));
      policy = owned.own(Policy.create(network, distribution));
      theta = real(inputs.theta, policy.parameters());
      valueTheta = real(inputs.valueTheta, values.parameters());
      direction = real(inputs.direction, policy.parameters());
      observation = real(inputs.observation, rows, inputs.shape.inputs());
      target = real(inputs.target, rows);
      reward = real(inputs.reward, ParityShape.STEPS, ParityShape.ENVIRONMENTS);
      value = real(inputs.value, ParityShape.STEPS, ParityShape.ENVIRONMENTS);
      step =
          owned.own(context.allocate(ElementType.U8, ParityShape.STEPS, ParityShape.ENVIRONMENTS));
      step.reshape(rows).copyFrom(inputs.step);
      key = owned.own(context.allocate(ElementType.I32, rows, 3));
      key.copyFrom(inputs.key);
      batch =
          new Batch(
              observation,
              real(inputs.action, rows, distribution.actions()),
              real(inputs.weight, rows),
              real(inputs.logProbability, rows),
              real(inputs.parameters, rows, distribution.width()),
              inputs.oldLogStd == null ? null : real(inputs.oldLogStd, distribution.free()),
              null);
      tape = owned.own(Tape.create(context, network, rows));
      valueTape = owned.own(Tape.create(context, values, rows));
      new Mlp(context, network).record(tape, null, theta, observation, null);
      new Mlp(context, values).record(valueTape, null, valueTheta, observation, null);
    } catch (RuntimeException | Error failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  private Slab real(double[] numbers, long... shape) {
    Slab slab = owned.own(context.allocate(shape));
    slab.copyFrom(numbers);
    return slab;
  }

  /** Numbers, another type of elements. */
  Slab ints(int[] numbers) {
    Slab slab = owned.own(context.allocate(ElementType.I32, numbers.length));
    slab.copyFrom(numbers);
    return slab;
  }

  /** The log standard deviations at theta; null where there are none. */
  Slab logStd() {
    return distribution.free() > 0 ? policy.layout().logStd(theta) : null;
  }

  /** What a kernel writes into a slab of some shape. */
  double[] written(Writing kernel, long... shape) {
    try (Slab out = context.allocate(shape)) {
      kernel.into(out);
      return out.toDoubles();
    }
  }

  /** What a kernel makes of a copy of a slab. */
  double[] changed(Slab from, Writing kernel) {
    return written(
        out -> {
          out.copyRows(0, from, 0, from.rows());
          kernel.into(out);
        },
        from.shape());
  }

  /** Rows of the batch. */
  long rows() {
    return ParityShape.ROWS;
  }

  @Override
  public void close() {
    owned.close();
  }
}
