// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Arrays;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_network;

/**
 * The shape of a multilayer perceptron, immutable, for any context and thread. Layer l of L
 * computes z = bias + sum_i a[i] weight[i, :], i ascending, and applies its activation. A linear
 * map is the case of two widths.
 */
public final class Network extends NativeHandle {
  /** The most dense layers. */
  public static final int MAX_LAYERS = KernelsApi.CANTER_MAX_LAYERS;

  /** The widest layer. */
  public static final int MAX_WIDTH = KernelsApi.CANTER_MAX_WIDTH;

  private final canter_network pointer;
  private final ParameterLayout layout;
  private final Activation hidden;
  private final Activation output;

  private Network(canter_network pointer, int[] widths, Activation hidden, Activation output) {
    super("Network", describe(widths, hidden, output), () -> release(pointer));
    this.pointer = pointer;
    this.layout = ParameterLayout.of(pointer);
    this.hidden = hidden;
    this.output = output;
  }

  /**
   * Creates a shape; the caller closes it.
   *
   * @param widths [layers + 1], the input first, each in 1..{@link #MAX_WIDTH}
   * @param hidden the activation of all layers but the last
   * @param output the activation of the last layer
   * @return the shape
   * @throws KernelShapeException if there are fewer than two widths or one is out of range
   */
  public static Network create(int[] widths, Activation hidden, Activation output) {
    Require.notNull(widths, "widths");
    Require.notNull(hidden, "hidden");
    Require.notNull(output, "output");
    Require.positive(widths.length - 1, "widths.length - 1, the number of layers,");
    NativeKernels.load();
    canter_network pointer = new canter_network();
    try (Slab copy = Slab.of(widths)) {
      Status.check(
          KernelsApi.canter_network_create(
              pointer,
              copy.hostPointer("widths"),
              widths.length - 1,
              hidden.code(),
              output.code()));
    }
    return new Network(pointer, widths, hidden, output);
  }

  /**
   * Where the parameters lie in theta.
   *
   * @return the layout, with P = {@link #parameters()}
   */
  public ParameterLayout layout() {
    return layout;
  }

  /**
   * P, the length of the flat parameter vector.
   *
   * @return P
   */
  public long parameters() {
    return layout.parameters();
  }

  /**
   * I, the width of the input.
   *
   * @return I
   */
  public int inputs() {
    return layout.width(0);
  }

  /**
   * O, the width of the output.
   *
   * @return O
   */
  public int outputs() {
    return layout.width(layout.layers());
  }

  /**
   * The activation of all layers but the last.
   *
   * @return the activation
   */
  public Activation hidden() {
    return hidden;
  }

  /**
   * The activation of the last layer.
   *
   * @return the activation
   */
  public Activation output() {
    return output;
  }

  /**
   * Row call. Fills the network's part of theta: weights from normals keyed by seed and layer,
   * biases zero. The same seed gives the same bits, whatever the instruction set.
   *
   * @param context the context
   * @param theta real[P] or longer (a policy's theta): the first P elements are written
   * @param scheme how weights are drawn
   * @param gains double[layers], {@link ElementType#F64}, with the host, each finite and at least 0
   * @param seed any number
   */
  public void initialize(
      KernelContext context, Slab theta, Initialization scheme, Slab gains, long seed) {
    Require.notNull(context, "context");
    Require.notNull(scheme, "scheme");
    Require.atLeast(theta, context.elementType(), parameters(), "theta");
    Require.vector(gains, ElementType.F64, layout.layers(), "gains");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_network_initialize(
              context.pointer(),
              pointer(),
              context.address(theta, "theta"),
              scheme.code(),
              gains.hostPointer("gains"),
              seed));
    } finally {
      call.leave();
    }
  }

  /** The native shape; throws if closed. */
  canter_network pointer() {
    requireOpen();
    return pointer;
  }

  private static String describe(int[] widths, Activation hidden, Activation output) {
    return Arrays.toString(widths) + ' ' + hidden + ' ' + output;
  }

  private static void release(canter_network pointer) {
    KernelsApi.canter_network_destroy(pointer);
  }
}
