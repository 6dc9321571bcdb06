// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.EnumSet;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** What is timed, and how many floating-point operations it is. */
enum Operation {
  /** means, an action and its log probability for each row; nothing kept */
  FORWARD("forward and sample", Shape::forwardOperations),
  /** forward, activations kept for later passes */
  RECORD("forward, recorded", Shape::forwardOperations),
  /** the surrogate's gradient: forward and backward */
  GRADIENT("gradient", s -> s.forwardOperations() + s.backwardOperations()),
  /** the surrogate's gradient over kept activations: backward alone */
  BACKWARD("gradient, recorded", Shape::backwardOperations),
  /** one Fisher-vector product over kept activations: tangent and backward */
  FISHER("Fisher product, recorded", Shape::fisherOperations),
  /** one Fisher-vector product with the forward pass that it needs */
  FORWARD_FISHER("forward and Fisher product", s -> s.forwardOperations() + s.fisherOperations()),
  /** gradient, conjugate gradient, one evaluation of the line search */
  UPDATE(
      "update",
      s ->
          s.forwardOperations()
              + s.backwardOperations()
              + s.forwardOperations()
              + Problem.ITERATIONS * s.fisherOperations()),
  /** the same with the Fisher matrix of a tenth of the states */
  UPDATE_TENTH(
      "update, Fisher on 10 %",
      s ->
          s.forwardOperations()
              + s.backwardOperations()
              + s.forwardOperations()
              + (s.forwardOperations() + Problem.ITERATIONS * s.fisherOperations()) / 10),
  /** forward and sample of a single row through the Java wrapper */
  ACT("one row: forward and sample", Shape::forwardOperations),
  /** generalised advantage estimation: no count, it is bound by memory */
  GAE("advantages (GAE)", s -> Double.NaN);

  private final String label;
  private final ToDoubleFunction<Shape> operations;

  Operation(String label, ToDoubleFunction<Shape> operations) {
    this.label = label;
    this.operations = operations;
  }

  String label() {
    return label;
  }

  double operations(Shape shape) {
    return operations.applyAsDouble(shape);
  }

  /** All that is done with a policy and a batch. */
  static Set<Operation> ofPolicy() {
    return EnumSet.range(FORWARD, UPDATE_TENTH);
  }

  boolean isUpdate() {
    return this == UPDATE || this == UPDATE_TENTH;
  }

  /** What the peer does meanwhile; operations with the same one are timed together. */
  Operation peer() {
    return this == UPDATE_TENTH ? UPDATE : this;
  }
}
