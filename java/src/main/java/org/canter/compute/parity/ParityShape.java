// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.canter.kernels.ActionDistribution;

/**
 * A policy and a batch that kernels are tried on.
 *
 * @param inputs width of an observation
 * @param hidden widths of the hidden layers
 * @param actions of a Gaussian; 0 for choices
 * @param choices of each factor of a categorical
 */
record ParityShape(int inputs, List<Integer> hidden, int actions, List<Integer> choices) {
  /** Steps and environments of a batch: enough for several tiles and a part of one. */
  static final int STEPS = 23;

  static final int ENVIRONMENTS = 13;
  static final int ROWS = STEPS * ENVIRONMENTS;

  /** A humanoid's size, that of a cheetah, and choices. */
  static List<ParityShape> all() {
    return List.of(
        new ParityShape(17, List.of(64, 64), 6, List.of()),
        new ParityShape(376, List.of(100, 50, 25), 17, List.of()),
        new ParityShape(5, List.of(33), 0, List.of(3, 4)));
  }

  /** The distribution; the caller closes it. */
  ActionDistribution distribution() {
    return actions > 0
        ? ActionDistribution.gaussian(actions)
        : ActionDistribution.categorical(choices.stream().mapToInt(i -> i).toArray());
  }

  /** The widths of a network with so many outputs. */
  int[] widths(int outputs) {
    int[] widths = new int[hidden.size() + 2];
    Arrays.setAll(widths, i -> i == 0 || i == widths.length - 1 ? inputs : hidden.get(i - 1));
    widths[widths.length - 1] = outputs;
    return widths;
  }

  /** Such as 17-64-64-6. */
  String text() {
    String layers = hidden.stream().map(String::valueOf).collect(Collectors.joining("-"));
    String outputs =
        actions > 0
            ? String.valueOf(actions)
            : choices.stream().map(String::valueOf).collect(Collectors.joining("+"));
    return inputs + "-" + layers + "-" + outputs;
  }
}
