// SPDX-License-Identifier: Apache-2.0
package org.canter.env.paper;

import java.util.List;
import org.canter.env.EnvironmentFactory;

/** The tasks of this package. */
public final class PaperTasks {
  private PaperTasks() {}

  /**
   * All of them.
   *
   * @return their factories
   */
  public static List<EnvironmentFactory> all() {
    return List.of(
        EnvironmentFactory.of(CartPole::new),
        EnvironmentFactory.of("paper/swimmer", Swimmer::new),
        EnvironmentFactory.of("paper/hopper", Hopper::new),
        EnvironmentFactory.of("paper/walker", Walker::new),
        EnvironmentFactory.of("paper/biped", Biped::new),
        EnvironmentFactory.of("paper/quadruped", Quadruped::new),
        EnvironmentFactory.of("paper/getting-up", GettingUp::new));
  }
}
