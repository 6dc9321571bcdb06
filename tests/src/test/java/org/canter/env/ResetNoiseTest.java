// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.kernels.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The noise of resets: its kind and width in every coordinate, as docs/TASKS.md has it. */
class ResetNoiseTest {
  private static final int EPISODES = 400;

  @ParameterizedTest
  @CsvSource({
    "gym/Ant-v4, 0.1, 0.1, true",
    "gym/HalfCheetah-v4, 0.1, 0.1, true",
    "gym/Hopper-v4, 0.005, 0.005, false",
    "gym/Humanoid-v4, 0.01, 0.01, false",
    "gym/HumanoidStandup-v4, 0.01, 0.01, false",
    "gym/InvertedDoublePendulum-v4, 0.1, 0.1, true",
    "gym/InvertedPendulum-v4, 0.01, 0.01, false",
    "gym/Reacher-v4, 0.1, 0.005, false",
    "gym/Swimmer-v4, 0.1, 0.1, false",
    "gym/Walker2d-v4, 0.005, 0.005, false",
    "paper/biped, 0.02, 0.02, false",
    "paper/getting-up, 0.02, 0.02, false",
    "paper/hopper, 0.02, 0.02, false",
    "paper/quadruped, 0.02, 0.02, false",
    "paper/swimmer, 0.1, 0.1, false",
    "paper/walker, 0.02, 0.02, false"
  })
  void noiseHasItsKindAndWidth(String id, double qposScale, double qvelScale, boolean normal) {
    EnvironmentFactory factory = EnvironmentRegistry.standard().find(id);
    try (EnvironmentSlice slice = factory.open(1, RandomStream.ENVIRONMENT, 0, 1)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      double[] qpos0 = qpos.clone();
      double[] qvel0 = qvel.clone();
      physics.reference(qpos0, qvel0);
      boolean reacher = id.equals("gym/Reacher-v4");
      if (reacher) {
        // the target is drawn around the origin, wherever the model shows it
        qpos0[2] = 0;
        qpos0[3] = 0;
      }
      double[] qposSquares = new double[qpos.length];
      double[] qvelSquares = new double[qvel.length];
      for (int episode = 0; episode < EPISODES; episode++) {
        slice.reset(0);
        physics.readState(0, qpos, qvel);
        gather(qposSquares, qpos, qpos0);
        gather(qvelSquares, qvel, qvel0);
      }
      boolean free = physics.positions() > physics.velocities();
      for (int i = 0; i < qpos.length; i++) {
        // the noise of a quaternion is normalised; a point of a disc has mean square r^2 / 4
        boolean quaternion = free && i >= 3 && i < 7;
        double scale = reacher && i >= 2 ? 0.2 * Math.sqrt(0.75) : qposScale;
        if (!quaternion) {
          assertMeanSquare("qpos[" + i + "]", qposSquares[i], scale * scale / 3);
        }
      }
      for (int i = 0; i < qvel.length; i++) {
        double scale = reacher && i >= 2 ? 0 : qvelScale;
        double meanSquare = scale * scale * (normal ? 1 : 1 / 3.0);
        assertMeanSquare("qvel[" + i + "]", qvelSquares[i], meanSquare);
      }
      assertThat(slice.faultCount()).isEqualTo(0);
    }
  }

  private static void gather(double[] squares, double[] values, double[] reference) {
    for (int i = 0; i < squares.length; i++) {
      double noise = values[i] - reference[i];
      squares[i] += noise * noise / EPISODES;
    }
  }

  private static void assertMeanSquare(String what, double meanSquare, double expected) {
    // five standard errors of a normal's square, which spreads most
    double tolerance = expected * 5 * Math.sqrt(2.0 / EPISODES);
    assertWithMessage(what).that(meanSquare).isWithin(tolerance).of(expected);
  }
}
