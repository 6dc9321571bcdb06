// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.kernels.Activation;
import org.canter.kernels.Network;
import org.canter.kernels.ParameterLayout;
import org.canter.kernels.Slab;

/**
 * The squared length of a row's vector-Jacobian product J' dy with a network, in double. A layer's
 * share is |delta|^2 (|a|^2 + 1) with its inputs a and the derivatives delta by its sums: the
 * gradient of its weights is their outer product, that of its biases is delta.
 */
final class RowGradientNorm {
  private final Network network;
  private final ParameterLayout layout;
  private final double[] theta;
  // [layers + 1][width]: a layer's inputs are the outputs of the one before
  private final double[][] activation;
  private final double[][] delta;

  RowGradientNorm(Network network) {
    this.network = network;
    this.layout = network.layout();
    this.theta = new double[Math.toIntExact(layout.parameters())];
    this.activation = new double[layout.layers() + 1][];
    this.delta = new double[layout.layers() + 1][];
    for (int i = 0; i <= layout.layers(); i++) {
      activation[i] = new double[layout.width(i)];
      delta[i] = new double[layout.width(i)];
    }
  }

  /** Takes real[P], or a policy's longer theta. */
  void setTheta(Slab parameters) {
    parameters.copyTo(0, theta, 0, theta.length);
  }

  /** |J(x)' dy|^2. */
  double squared(double[] x, double[] dy) {
    int layers = layout.layers();
    System.arraycopy(x, 0, activation[0], 0, x.length);
    for (int layer = 0; layer < layers; layer++) {
      forward(layer);
    }
    System.arraycopy(dy, 0, delta[layers], 0, dy.length);
    double sum = 0;
    for (int layer = layers - 1; layer >= 0; layer--) {
      throughActivation(layer);
      sum += squared(delta[layer + 1]) * (squared(activation[layer]) + 1);
      if (layer > 0) {
        throughWeights(layer);
      }
    }
    return sum;
  }

  private void forward(int layer) {
    double[] in = activation[layer];
    double[] out = activation[layer + 1];
    System.arraycopy(theta, (int) layout.biasOffset(layer), out, 0, out.length);
    int at = (int) layout.weightOffset(layer);
    for (double input : in) {
      for (int o = 0; o < out.length; o++) {
        out[o] += input * theta[at++];
      }
    }
    for (int o = 0; o < out.length; o++) {
      out[o] = ActivationMath.value(activationOf(layer), out[o]);
    }
  }

  /** From derivatives by a layer's outputs to those by its sums. */
  private void throughActivation(int layer) {
    for (int o = 0; o < delta[layer + 1].length; o++) {
      delta[layer + 1][o] *= ActivationMath.slope(activationOf(layer), activation[layer + 1][o]);
    }
  }

  /** From derivatives by a layer's sums to those by its inputs. */
  private void throughWeights(int layer) {
    double[] from = delta[layer + 1];
    int at = (int) layout.weightOffset(layer);
    for (int i = 0; i < delta[layer].length; i++) {
      double sum = 0;
      for (double derivative : from) {
        sum += derivative * theta[at++];
      }
      delta[layer][i] = sum;
    }
  }

  private Activation activationOf(int layer) {
    return layer == layout.layers() - 1 ? network.output() : network.hidden();
  }

  private static double squared(double[] vector) {
    double sum = 0;
    for (double element : vector) {
      sum += element * element;
    }
    return sum;
  }
}
