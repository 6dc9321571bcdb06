// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * What makes a task of a model: how an episode begins, what is seen, what is paid, when it ends.
 * This and an XML file are all that a user writes; {@link EnvironmentFactory#of(String,
 * java.util.function.Supplier)} makes it known.
 *
 * <p>One step: the action becomes the controls (MuJoCo clamps a copy of its own), the model is
 * stepped {@code frameSkip} times, then {@code reward}, {@code terminal} and {@code observe} are
 * called. A task is an object of one thread, and keeps nothing from step to step: all that it needs
 * is in the readings. Each of its answers must be finite.
 */
public interface PhysicsTask {
  /**
   * The model and the plain facts.
   *
   * @return always the same
   */
  PhysicsSetup setup();

  /**
   * Looks up what is needed of the model, and says what is to be read after each step; called once,
   * before everything else. Positions and velocities are read anyway.
   *
   * @param model gives out sizes, arrays and readings
   */
  default void bind(TaskModel model) {}

  /**
   * Begins an episode: changes the reference position and the zero velocity that it is handed.
   *
   * @param random this reset's numbers
   * @param qpos generalised positions [nq]; quaternions are normalised afterwards
   * @param qvel generalised velocities [nv]
   */
  void reset(EnvironmentRandom random, double[] qpos, double[] qvel);

  /**
   * Observes.
   *
   * @param now the readings after the step, or after the reset
   * @param out takes exactly {@code setup().observationWidth()} numbers
   */
  void observe(Readings now, Observation out);

  /**
   * The reward of a step.
   *
   * @param before the readings before the step
   * @param after the readings after it
   * @param action the action [nu], as it was given; not to be changed
   * @return a finite number
   */
  double reward(Readings before, Readings after, double[] action);

  /**
   * Whether the episode ends here.
   *
   * @param after the readings after the step
   * @return true for a terminal state
   */
  default boolean terminal(Readings after) {
    return false;
  }
}
