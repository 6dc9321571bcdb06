// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentRegistryTest {
  private final EnvironmentRegistry registry = EnvironmentRegistry.standard();

  @Test
  void allTasksAreThere() {
    assertThat(registry.all().stream().map(EnvironmentFactory::id))
        .containsAtLeast(
            "gym/Ant-v4",
            "gym/CartPole-v1",
            "gym/HalfCheetah-v4",
            "gym/Hopper-v4",
            "gym/Humanoid-v4",
            "gym/HumanoidStandup-v4",
            "gym/InvertedDoublePendulum-v4",
            "gym/InvertedPendulum-v4",
            "gym/Pendulum-v1",
            "gym/Reacher-v4",
            "gym/Swimmer-v4",
            "gym/Walker2d-v4",
            "paper/biped",
            "paper/cart-pole",
            "paper/getting-up",
            "paper/hopper",
            "paper/quadruped",
            "paper/swimmer",
            "paper/walker",
            "tiny/Bandit",
            "tiny/Chain",
            "tiny/LQR");
  }

  @ParameterizedTest
  @CsvSource({
    "gym/hopper-v4, gym/Hopper-v4",
    "Hopper-v4, gym/Hopper-v4",
    "HalfCheetah, gym/HalfCheetah-v4",
    "gym/Walker-v4, gym/Walker2d-v4",
    "paper/cartpole, paper/cart-pole",
    "getting_up, paper/getting-up",
    "lqr, tiny/LQR"
  })
  void anUnknownIdNamesTheClosest(String wrong, String meant) {
    EnvironmentException refusal =
        assertThrows(EnvironmentException.class, () -> registry.find(wrong));
    assertThat(refusal).hasMessageThat().contains("\"" + wrong + "\"; did you mean " + meant);
  }

  @Test
  void whatIsFarFromAllGetsTheList() {
    EnvironmentException refusal =
        assertThrows(EnvironmentException.class, () -> registry.find("zzzzzzzzzzzzzzzzzzzz"));
    assertThat(refusal).hasMessageThat().contains("canter envs");
    assertThat(refusal).hasMessageThat().doesNotContain("did you mean");
  }

  @Test
  void anEnvironmentOfOnesOwnIsFound() {
    EnvironmentFactory mine = Counter.factory(3);
    assertThat(registry.register(mine).find("test/Counter")).isSameInstanceAs(mine);
    EnvironmentException refusal =
        assertThrows(EnvironmentException.class, () -> registry.register(mine));
    assertThat(refusal).hasMessageThat().contains("registered already");
  }

  @Test
  void registriesDoNotShareWhatIsRegistered() {
    registry.register(Counter.factory(3));
    assertThrows(
        EnvironmentException.class, () -> EnvironmentRegistry.standard().find("test/Counter"));
  }
}
