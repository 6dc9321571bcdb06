// SPDX-License-Identifier: Apache-2.0
package org.canter.policy;

import java.util.Arrays;
import java.util.List;
import org.canter.compute.Compute;
import org.canter.kernels.Activation;
import org.canter.kernels.Initialization;
import org.canter.kernels.Network;
import org.canter.kernels.Slab;

/** Makes networks with a linear last layer and begins their parameters. */
public final class NetworkShape {
  private NetworkShape() {}

  /**
   * A network; the caller closes it.
   *
   * @param inputs width of the input
   * @param hidden widths between
   * @param outputs width of the output
   * @param activation of the hidden layers
   * @return the network
   */
  public static Network create(
      int inputs, List<Integer> hidden, int outputs, Activation activation) {
    int[] widths = new int[hidden.size() + 2];
    widths[0] = inputs;
    for (int i = 0; i < hidden.size(); i++) {
      widths[i + 1] = hidden.get(i);
    }
    widths[widths.length - 1] = outputs;
    return Network.create(widths, activation, Activation.IDENTITY);
  }

  /**
   * Orthogonal weights, biases zero.
   *
   * @param compute where
   * @param network the shape
   * @param theta real[P] or longer: the first P elements are written
   * @param hiddenGain of all layers but the last
   * @param outputGain of the last layer
   * @param seed any number
   */
  public static void initialize(
      Compute compute,
      Network network,
      Slab theta,
      double hiddenGain,
      double outputGain,
      long seed) {
    double[] gains = new double[network.layout().layers()];
    Arrays.fill(gains, hiddenGain);
    gains[gains.length - 1] = outputGain;
    try (Slab values = Slab.of(gains)) {
      network.initialize(compute.context(), theta, Initialization.ORTHOGONAL, values, seed);
    }
  }
}
