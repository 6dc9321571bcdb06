// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_network;

/**
 * Where the parameters of a network or a policy lie in the flat vector theta[P]: weight_0 [w0, w1],
 * bias_0 [w1], weight_1 [w1, w2], ..., and of a policy log_std[F] at the end. The numbers are the
 * native library's own; nothing is computed twice.
 */
public final class ParameterLayout {
  private final int[] widths;
  private final long[] weightOffsets;
  private final long[] biasOffsets;
  private final long parameters;
  private final long logStdOffset;

  private ParameterLayout(
      int[] widths, long[] weightOffsets, long[] biasOffsets, long parameters, long logStdOffset) {
    this.widths = widths;
    this.weightOffsets = weightOffsets;
    this.biasOffsets = biasOffsets;
    this.parameters = parameters;
    this.logStdOffset = logStdOffset;
  }

  /** The layout of a native network. */
  static ParameterLayout of(canter_network network) {
    int layers = KernelsApi.canter_network_layers(network);
    int[] widths = new int[layers + 1];
    long[] weightOffsets = new long[layers];
    long[] biasOffsets = new long[layers];
    for (int i = 0; i <= layers; i++) {
      widths[i] = KernelsApi.canter_network_width(network, i);
    }
    for (int i = 0; i < layers; i++) {
      weightOffsets[i] = KernelsApi.canter_network_weight_offset(network, i);
      biasOffsets[i] = KernelsApi.canter_network_bias_offset(network, i);
    }
    long parameters = KernelsApi.canter_network_parameters(network);
    return new ParameterLayout(widths, weightOffsets, biasOffsets, parameters, parameters);
  }

  /** This layout of a network, with free parameters appended. */
  ParameterLayout with(long logStdOffset, long total) {
    return new ParameterLayout(widths, weightOffsets, biasOffsets, total, logStdOffset);
  }

  /**
   * The number of dense layers.
   *
   * @return at least 1
   */
  public int layers() {
    return weightOffsets.length;
  }

  /**
   * The width of a layer.
   *
   * @param index 0 is the input, {@link #layers()} the output
   * @return at least 1
   */
  public int width(int index) {
    return widths[checked(index, layers() + 1)];
  }

  /**
   * P, the length of theta.
   *
   * @return P
   */
  public long parameters() {
    return parameters;
  }

  /**
   * F, the number of log standard deviations at the end of theta; 0 for a network.
   *
   * @return F
   */
  public long free() {
    return parameters - logStdOffset;
  }

  /**
   * Where weight[w_layer, w_{layer+1}] begins in theta.
   *
   * @param layer in 0..layers-1
   * @return an index of theta
   */
  public long weightOffset(int layer) {
    return weightOffsets[checked(layer, layers())];
  }

  /**
   * Where bias[w_{layer+1}] begins in theta.
   *
   * @param layer in 0..layers-1
   * @return an index of theta
   */
  public long biasOffset(int layer) {
    return biasOffsets[checked(layer, layers())];
  }

  /**
   * Where log_std[F] begins in theta.
   *
   * @return an index of theta, P where F = 0
   */
  public long logStdOffset() {
    return logStdOffset;
  }

  /**
   * A view of a layer's weights.
   *
   * @param theta real[P]
   * @param layer in 0..layers-1
   * @return [w_layer, w_{layer+1}]
   */
  public Slab weight(Slab theta, int layer) {
    long offset = weightOffset(layer);
    long inputs = widths[layer];
    long outputs = widths[layer + 1];
    return part(theta, offset, inputs * outputs).reshape(inputs, outputs);
  }

  /**
   * A view of a layer's biases.
   *
   * @param theta real[P]
   * @param layer in 0..layers-1
   * @return [w_{layer+1}]
   */
  public Slab bias(Slab theta, int layer) {
    return part(theta, biasOffset(layer), widths[layer + 1]);
  }

  /**
   * A view of the log standard deviations.
   *
   * @param theta real[P]
   * @return [F]
   * @throws KernelShapeException if F = 0
   */
  public Slab logStd(Slab theta) {
    return part(theta, logStdOffset, free());
  }

  private Slab part(Slab theta, long offset, long count) {
    Require.notNull(theta, "theta");
    Require.vector(theta, theta.type(), parameters, "theta");
    return theta.reshape(parameters).rows(offset, offset + count);
  }

  private static int checked(int index, int length) {
    if (index < 0 || index >= length) {
      throw new KernelShapeException("layer %s is outside of 0..%s".formatted(index, (length - 1)));
    }
    return index;
  }
}
