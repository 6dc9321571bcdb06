// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import java.util.List;
import org.canter.env.EnvironmentFactory;

/** The tasks of this package. */
public final class GymTasks {
  private GymTasks() {}

  /**
   * All of them.
   *
   * @return their factories
   */
  public static List<EnvironmentFactory> all() {
    return List.of(
        EnvironmentFactory.of("gym/Ant-v4", Ant::new),
        EnvironmentFactory.of("gym/HalfCheetah-v4", HalfCheetah::new),
        EnvironmentFactory.of("gym/Hopper-v4", Hopper::new),
        EnvironmentFactory.of("gym/Humanoid-v4", Humanoid::new),
        EnvironmentFactory.of("gym/HumanoidStandup-v4", HumanoidStandup::new),
        EnvironmentFactory.of("gym/InvertedDoublePendulum-v4", InvertedDoublePendulum::new),
        EnvironmentFactory.of("gym/InvertedPendulum-v4", InvertedPendulum::new),
        EnvironmentFactory.of("gym/Reacher-v4", Reacher::new),
        EnvironmentFactory.of("gym/Swimmer-v4", Swimmer::new),
        EnvironmentFactory.of("gym/Walker2d-v4", Walker2d::new),
        EnvironmentFactory.of(CartPole::new),
        EnvironmentFactory.of(Pendulum::new));
  }
}
