// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import java.util.List;
import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;

/**
 * Episodes by rote, one after the other or in random order, whatever the actions are. Observes the
 * number of the episode's script and a random number from 0 to 1.
 */
public final class Rote extends ArrayEnvironment {
  /** Steps of the longest script, and the time limit. */
  public static final int LIMIT = 4;

  /** A bit of everything; returns and times of these are written out in the tests. */
  public static final List<Script> SCRIPTS =
      List.of(
          new Script(StepKind.TERMINAL, 1, 2, 4),
          new Script(StepKind.FAULT, 3, 99),
          new Script(StepKind.TIMEOUT, 1, 1, 1, 1));

  private final List<Script> scripts;
  private final boolean shuffled;
  private int begun;

  /**
   * An episode.
   *
   * @param end how its last step ends; a TIMEOUT needs {@link #LIMIT} steps
   * @param rewards of its steps
   */
  public record Script(StepKind end, double... rewards) {}

  private Rote(List<Script> scripts, boolean shuffled, Space action) {
    super(
        new EnvironmentSpec("test/Rote", Space.unbounded(2), action, LIMIT, 0, "plays by rote"), 3);
    this.scripts = scripts;
    this.shuffled = shuffled;
  }

  /** One after the other, with one real action. */
  public static EnvironmentFactory inOrder(List<Script> scripts) {
    return EnvironmentFactory.of(() -> new Rote(scripts, false, Space.box(1, -1, 1)));
  }

  /** In random order, other ones in every environment. */
  public static EnvironmentFactory shuffled(List<Script> scripts, Space action) {
    return EnvironmentFactory.of(() -> new Rote(scripts, true, action));
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = shuffled ? numbers.choice(scripts.size()) : begun++ % scripts.size();
    state[1] = 0;
    state[2] = numbers.uniform();
  }

  @Override
  protected void observe(double[] observation) {
    observation[0] = state[0];
    observation[1] = state[2];
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    Script script = scripts.get((int) state[0]);
    reward = script.rewards()[(int) state[1]++];
    state[2] = random.uniform();
    observe(observation);
    boolean last = state[1] == script.rewards().length;
    // the time limit makes a TIMEOUT of it
    return last && script.end() != StepKind.TIMEOUT ? script.end() : StepKind.MID;
  }
}
