// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A network and a batch, and how many floating-point operations its passes are: two for each
 * multiply-add of a weight. Biases, activations, the distribution and its sums are not counted, so
 * that a share of the arithmetic peak is never flattered by them.
 *
 * @param widths observations, hidden layers, actions
 * @param batch B, rows
 */
record Shape(int[] widths, int batch) {
  /** What is measured on the processor unless something else is asked for. */
  static List<Shape> standard() {
    return Stream.of(
            "11-64-64-3@2048",
            "11-64-64-3@50000",
            "17-64-64-6@2048",
            "17-64-64-6@50000",
            "33-100-50-25-10@50000",
            "376-100-50-25-17@50000")
        .map(Shape::parse)
        .toList();
  }

  /** What is measured on a GPU: the peers' scripts have the same. */
  static List<Shape> standardOnDevice() {
    return Stream.of(2048, 50_000, 1_000_000)
        .flatMap(
            rows ->
                Stream.of("17-64-64-6", "33-100-50-25-10", "376-100-50-25-17", "376-256-256-17")
                    .map(network -> parse(network + "@" + rows)))
        .toList();
  }

  /** "17-64-64-6@50000". */
  static Shape parse(String text) {
    if (!text.matches("[1-9][0-9]*(-[1-9][0-9]*)+@[1-9][0-9]*")) {
      throw new IllegalArgumentException(
          "shape '" + text + "' is not of the form 17-64-64-6@50000: widths, then the batch");
    }
    String[] parts = text.split("@");
    int[] widths = Arrays.stream(parts[0].split("-")).mapToInt(Integer::parseInt).toArray();
    return new Shape(widths, Integer.parseInt(parts[1]));
  }

  /** "17-64-64-6". */
  String network() {
    return Arrays.stream(widths).mapToObj(Integer::toString).collect(Collectors.joining("-"));
  }

  int layers() {
    return widths.length - 1;
  }

  int observations() {
    return widths[0];
  }

  int actions() {
    return widths[layers()];
  }

  /** W: weights of all layers, without biases. */
  long weights() {
    long weights = 0;
    for (int layer = 0; layer < layers(); layer++) {
      weights += (long) widths[layer] * widths[layer + 1];
    }
    return weights;
  }

  /** W_1: weights of the first layer, through which nothing flows back to the observations. */
  long firstWeights() {
    return (long) widths[0] * widths[1];
  }

  /** Each weight once: 2 W a row. */
  double forwardOperations() {
    return 2.0 * weights() * batch;
  }

  /** Gradients of all weights, and of all layers' inputs but the first: 4 W - 2 W_1 a row. */
  double backwardOperations() {
    return (4.0 * weights() - 2.0 * firstWeights()) * batch;
  }

  /**
   * A tangent pass costs what a backward pass does (both the weights' directions and the inputs'
   * tangents go through each layer but the first): 4 (2 W - W_1) a row.
   */
  double fisherOperations() {
    return 2 * backwardOperations();
  }

  /** Whether it is one of the usual networks, with two hidden layers of 64. */
  boolean isSixtyFour() {
    return network().contains("-64-64-");
  }

  @Override
  public String toString() {
    return network() + "@" + batch;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape
        && Arrays.equals(widths, shape.widths)
        && batch == shape.batch;
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(widths) * 31 + batch;
  }
}
