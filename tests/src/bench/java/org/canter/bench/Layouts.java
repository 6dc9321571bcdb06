// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

/**
 * Flat vectors of both sides: layer by layer weights and biases, then log standard deviations. Our
 * weights are [inputs, outputs], the peer's are [outputs, inputs].
 */
final class Layouts {
  private Layouts() {}

  /** Our flat vector in the peer's order. */
  static float[] toPeer(Shape shape, float[] ours) {
    float[] peers = ours.clone();
    eachWeight(shape, (our, peer) -> peers[peer] = ours[our]);
    return peers;
  }

  /** The peer's flat vector, and whatever follows it, in our order. */
  static double[] fromPeer(Shape shape, double[] peers) {
    double[] ours = peers.clone();
    eachWeight(shape, (our, peer) -> ours[our] = peers[peer]);
    return ours;
  }

  private interface Places {
    void accept(int ours, int peers);
  }

  /** The places of each weight; all other numbers have the same place in both. */
  private static void eachWeight(Shape shape, Places places) {
    int offset = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      int inputs = shape.widths()[layer];
      int outputs = shape.widths()[layer + 1];
      for (int i = 0; i < inputs; i++) {
        for (int o = 0; o < outputs; o++) {
          places.accept(offset + i * outputs + o, offset + o * inputs + i);
        }
      }
      offset += inputs * outputs + outputs;
    }
  }
}
