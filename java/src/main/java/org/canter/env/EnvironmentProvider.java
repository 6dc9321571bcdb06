// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.Collection;

/**
 * Brings environments from a jar on the class path: name the implementation in {@code
 * META-INF/services/org.canter.env.EnvironmentProvider}, and the command line knows them too.
 */
public interface EnvironmentProvider {
  /**
   * The environments.
   *
   * @return their factories
   */
  Collection<EnvironmentFactory> environments();
}
