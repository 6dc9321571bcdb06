// SPDX-License-Identifier: Apache-2.0
package org.canter.env.tiny;

import java.util.List;
import org.canter.env.EnvironmentFactory;

/** The worlds of this package. */
public final class TinyWorlds {
  private TinyWorlds() {}

  /**
   * All of them.
   *
   * @return their factories
   */
  public static List<EnvironmentFactory> all() {
    return List.of(
        EnvironmentFactory.of(Lqr::new),
        EnvironmentFactory.of(Chain::new),
        EnvironmentFactory.of(Bandit::new));
  }
}
