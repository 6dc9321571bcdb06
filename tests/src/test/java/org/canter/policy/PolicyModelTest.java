// SPDX-License-Identifier: Apache-2.0
package org.canter.policy;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.util.Arrays;
import java.util.List;
import org.canter.compute.Compute;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.Activation;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.ParameterLayout;
import org.canter.kernels.Slab;
import org.canter.rollout.Actor;
import org.canter.rollout.ActorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicyModelTest {
  private static final int ROWS = 50;
  private static final PolicySettings SETTINGS =
      new PolicySettings(List.of(8, 6), Activation.TANH, 1.5, 0.01, -0.7);

  private final Compute compute = new Compute(KernelContext.f64());

  @AfterEach
  void close() {
    compute.close();
  }

  private PolicyModel model(Space action, long seed) {
    EnvironmentSpec spec =
        new EnvironmentSpec("test/Room", Space.unbounded(4), action, 0, 0, "a room");
    return PolicyModel.create(compute, spec, SETTINGS, seed);
  }

  @Test
  void weightsBeginOrthogonalAndTheLastLayerSmall() {
    try (PolicyModel model = model(Space.box(2, -1, 1), 1)) {
      ParameterLayout layout = model.policy().layout();
      double[] gains = {1.5, 1.5, 0.01};
      for (int layer = 0; layer < layout.layers(); layer++) {
        requireOrthogonal(layout.weight(model.theta(), layer), gains[layer]);
        for (double bias : layout.bias(model.theta(), layer).toDoubles()) {
          assertThat(bias).isEqualTo(0.0);
        }
      }
      assertThat(model.logStd().toDoubles()).isEqualTo(new double[] {-0.7, -0.7});
      assertThat(model.theta().elements()).isEqualTo(4 * 8 + 8 + 8 * 6 + 6 + 6 * 2 + 2 + 2);
    }
  }

  /** Rows or columns, whichever are fewer, are at right angles and as long as the gain. */
  private static void requireOrthogonal(Slab weight, double gain) {
    int rows = (int) weight.rows();
    int columns = weight.width();
    boolean wide = columns >= rows;
    int vectors = Math.min(rows, columns);
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          dot += wide ? weight.get(i, k) * weight.get(j, k) : weight.get(k, i) * weight.get(k, j);
        }
        assertThat(dot).isWithin(1e-12).of(i == j ? gain * gain : 0);
      }
    }
  }

  @Test
  void theSeedDecides() {
    try (PolicyModel one = model(Space.box(2, -1, 1), 1);
        PolicyModel same = model(Space.box(2, -1, 1), 1);
        PolicyModel other = model(Space.box(2, -1, 1), 2)) {
      assertThat(same.theta().toDoubles()).isEqualTo(one.theta().toDoubles());
      assertThat(other.theta().toDoubles()).isNotEqualTo(one.theta().toDoubles());
    }
  }

  /** Lets an actor act on rows of different observations. */
  private double[][] act(ActorFactory factory, PolicyModel model) {
    try (Slab action = compute.allocate(ROWS, factory.actions());
        Slab logProbability = compute.allocate(ROWS);
        Slab parameters = compute.allocate(ROWS, factory.parameters());
        Slab observation = compute.allocate(ROWS, factory.observations());
        Slab key = Slab.allocate(ElementType.I32, ROWS, 3);
        Actor actor = factory.open(0, ROWS)) {
      for (int i = 0; i < observation.elements(); i++) {
        observation.set(i, Math.sin(3 * i));
      }
      for (int row = 0; row < ROWS; row++) {
        key.setInt(3L * row, row);
      }
      // large weights, so that choices differ
      model.policy().layout().weight(model.theta(), 2).fill(0);
      model.policy().layout().weight(model.theta(), 2).set(0, 0, 5);
      actor.act(action, logProbability, parameters, observation, key);
      return new double[][] {action.toDoubles(), parameters.toDoubles()};
    }
  }

  @Test
  void theGreedyActionOfAGaussianIsItsMean() {
    try (PolicyModel model = model(Space.box(2, -1, 1), 1)) {
      double[][] greedy = act(model.greedy(), model);
      assertThat(greedy[0]).isEqualTo(greedy[1]);
      double[][] sampled = act(model.sampling(1), model);
      assertThat(sampled[1]).isEqualTo(greedy[1]);
      double square = 0;
      for (int i = 0; i < sampled[0].length; i++) {
        square += Math.pow(sampled[0][i] - greedy[0][i], 2) / sampled[0].length;
      }
      // a hundred draws of deviation e^-0.7
      assertThat(Math.sqrt(square)).isWithin(0.15).of(Math.exp(-0.7));
    }
  }

  @Test
  void theGreedyChoiceIsTheMostLikely() {
    try (PolicyModel model = model(Space.discrete(3, 2), 1)) {
      assertThat(model.logStd()).isNull();
      double[][] greedy = act(model.greedy(), model);
      int different = 0;
      for (int row = 0; row < ROWS; row++) {
        double[] logits = Arrays.copyOfRange(greedy[1], 5 * row, 5 * row + 5);
        int first = largest(logits, 0, 3);
        int second = largest(logits, 3, 5);
        assertWithMessage("row %s", row).that(greedy[0][2 * row]).isEqualTo(first);
        assertWithMessage("row %s", row).that(greedy[0][2 * row + 1]).isEqualTo(second);
        different += first != 0 ? 1 : 0;
      }
      assertThat(different).isAtLeast(5);
      assertThat(different).isAtMost(ROWS - 5);
    }
  }

  /** Where the largest number of a part is, counted from its beginning; the first of equal ones. */
  private static int largest(double[] values, int from, int to) {
    int found = from;
    for (int i = from + 1; i < to; i++) {
      found = values[i] > values[found] ? i : found;
    }
    return found - from;
  }
}
