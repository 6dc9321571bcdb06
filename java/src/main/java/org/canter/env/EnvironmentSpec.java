// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * What is fixed about an environment.
 *
 * @param id such as {@code gym/Hopper-v4}: a family, a slash, a name
 * @param observation where observations come from, O wide
 * @param action where actions come from, A wide; actions outside of a box are allowed, and the
 *     environment says what it makes of them
 * @param timeLimit how many steps an episode may have, 0 for any number
 * @param dt seconds between two actions, 0 where time has no unit
 * @param description one line for a list of environments
 */
public record EnvironmentSpec(
    String id, Space observation, Space action, int timeLimit, double dt, String description) {

  /**
   * Checks the parts.
   *
   * @param id a family, a slash, a name
   * @param observation where observations come from
   * @param action where actions come from
   * @param timeLimit how many steps an episode may have
   * @param dt seconds between two actions
   * @param description one line
   */
  public EnvironmentSpec {
    if (!id.matches("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+")) {
      throw new EnvironmentException(
          "environment id \""
              + id
              + "\" is not of the form family/name, of letters, digits and _.-");
    }
    if (timeLimit < 0) {
      throw new EnvironmentException(
          id + ": timeLimit = " + timeLimit + " is below 0; 0 stands for no limit");
    }
    if (!(dt >= 0) || dt == Double.POSITIVE_INFINITY) {
      throw new EnvironmentException(
          id + ": dt = " + dt + " s is no time step; 0 stands for time without a unit");
    }
  }

  /**
   * The same with another action space, as a wrapper needs it.
   *
   * @param newAction the new space
   * @return a copy
   */
  public EnvironmentSpec withAction(Space newAction) {
    return new EnvironmentSpec(id, observation, newAction, timeLimit, dt, description);
  }
}
