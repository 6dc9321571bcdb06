// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.canter.env.Environment;
import org.canter.env.EnvironmentRandom;
import org.canter.io.NpyArray;
import org.canter.io.NpzFile;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;

/** CartPole-v1 and Pendulum-v1 against recordings of Gymnasium. */
class ClassicControlTest {
  private static final double STATE_TOLERANCE = 1e-9;
  private static final double REWARD_TOLERANCE = 1e-9;
  // numbers up to 8 in float32
  private static final double OBSERVATION_TOLERANCE = 1e-6;

  @Test
  void cartPoleIsMet() throws IOException {
    compare(new CartPole(), "cart_pole.npz");
  }

  @Test
  void pendulumIsMet() throws IOException {
    compare(new Pendulum(), "pendulum.npz");
  }

  private static void compare(Environment world, String file) throws IOException {
    Path folder = Path.of(System.getProperty("canter.root"), "tests", "golden", "env");
    Map<String, NpyArray> golden = NpzFile.read(folder.resolve(file));
    double[] actions = golden.get("action").doubles();
    int actionWidth = golden.get("action").shape()[1];
    int steps = golden.get("action").shape()[0];
    int stateWidth = golden.get("state").shape()[1];
    double[] resets = golden.get("reset_step").doubles();
    double[] observation = new double[world.spec().observation().width()];
    int k = 0;
    for (int t = 0; t < steps; t++) {
      if (k < resets.length && resets[k] == t) {
        place(world, row(golden.get("reset_state"), k++));
      }
      double[] action = Arrays.copyOfRange(actions, t * actionWidth, (t + 1) * actionWidth);
      StepKind kind = world.step(action, observation);
      boolean terminated = golden.get("terminated").get(t) == 1;
      assertThat(kind).isEqualTo(terminated ? StepKind.TERMINAL : StepKind.MID);
      assertThat(world.reward()).isWithin(REWARD_TOLERANCE).of(golden.get("reward").get(t));
      assertThat(Arrays.copyOf(state(world), stateWidth))
          .usingTolerance(STATE_TOLERANCE)
          .containsExactly(row(golden.get("state"), t))
          .inOrder();
      assertThat(observation)
          .usingTolerance(OBSERVATION_TOLERANCE)
          .containsExactly(row(golden.get("obs"), t))
          .inOrder();
    }
    assertThat(k).isEqualTo(resets.length);
  }

  private static double[] row(NpyArray array, int row) {
    int width = array.shape()[1];
    return Arrays.copyOfRange(array.doubles(), row * width, (row + 1) * width);
  }

  /** What the state lacks in the recording is 0 after a reset. */
  private static void place(Environment world, double[] state) {
    ByteBuffer bytes = ByteBuffer.allocate(world.stateBytes());
    for (double number : state) {
      bytes.putDouble(number);
    }
    world.restore(new EnvironmentRandom(1, RandomStream.USER.code()), bytes.rewind());
  }

  private static double[] state(Environment world) {
    ByteBuffer bytes = ByteBuffer.allocate(world.stateBytes());
    world.save(bytes);
    double[] numbers = new double[world.stateBytes() / Double.BYTES];
    bytes.flip().asDoubleBuffer().get(numbers);
    return numbers;
  }

  @Test
  void cartPolePaysTheStepThatEndsItAndNoneAfter() {
    Environment world = new CartPole();
    double[] observation = new double[4];
    world.reset(new EnvironmentRandom(1, RandomStream.USER.code()), observation);
    StepKind kind = StepKind.MID;
    while (kind == StepKind.MID) {
      assertThat(Math.abs(observation[2])).isAtMost(12 * Math.PI / 180);
      kind = world.step(new double[] {1}, observation);
      assertThat(world.reward()).isEqualTo(1.0);
    }
    world.step(new double[] {1}, observation);
    assertThat(world.reward()).isEqualTo(0.0);
  }
}
