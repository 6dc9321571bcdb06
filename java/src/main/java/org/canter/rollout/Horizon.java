// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.env.EnvironmentSpec;

/**
 * How much a collection gathers in each of its columns, one column an environment.
 *
 * @param unit what fills a column
 * @param steps T, the rows of the batch, at least 1
 * @param episodes the most episodes of a column with {@link Unit#EPISODES}; 0 for as many as fit
 */
public record Horizon(Unit unit, int steps, int episodes) {
  /** What fills a column. */
  public enum Unit {
    /** exactly T steps; episodes run on across the ends of batches */
    STEPS,
    /**
     * whole episodes, each collection beginning with new ones: another one begins while there is
     * room for the longest; what is left of the column is masked
     */
    EPISODES
  }

  /**
   * Checks the sizes.
   *
   * @param unit what fills a column
   * @param steps T
   * @param episodes the most episodes of a column, or 0
   */
  public Horizon {
    if (steps < 1 || episodes < 0 || (unit == Unit.STEPS && episodes != 0)) {
      throw new RolloutException(
          "a horizon of "
              + steps
              + " steps and "
              + episodes
              + " episodes by "
              + unit
              + "; at least 1 step is needed, and a limit of episodes goes with EPISODES only");
    }
  }

  /**
   * T steps of every environment.
   *
   * @param steps T
   * @return the horizon
   */
  public static Horizon steps(int steps) {
    return new Horizon(Unit.STEPS, steps, 0);
  }

  /**
   * As many whole episodes of every environment as are sure to fit: one, if T is the time limit.
   *
   * @param steps T, at least the time limit; where there is no limit, T cuts the one episode
   * @return the horizon
   */
  public static Horizon episodes(int steps) {
    return new Horizon(Unit.EPISODES, steps, 0);
  }

  /**
   * Whole episodes of every environment, so many and no more.
   *
   * @param steps T, at least the time limit
   * @param episodes the most of a column, at least 1; all of them fit if T is as many time limits
   * @return the horizon
   */
  public static Horizon episodes(int steps, int episodes) {
    if (episodes < 1) {
      throw new RolloutException("a horizon of " + episodes + " episodes; at least 1 is needed");
    }
    return new Horizon(Unit.EPISODES, steps, episodes);
  }

  /** Rows that an episode may need; throws if not even one is sure to fit. */
  int longestEpisode(EnvironmentSpec spec) {
    if (unit == Unit.EPISODES && spec.timeLimit() > steps) {
      throw new RolloutException(
          spec.id()
              + ": whole episodes of up to "
              + spec.timeLimit()
              + " steps do not fit "
              + steps
              + " rows; raise the horizon to the time limit or above");
    }
    return spec.timeLimit() == 0 ? steps : spec.timeLimit();
  }
}
