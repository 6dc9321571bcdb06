// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import org.canter.physics.Model;
import org.canter.physics.SimulationPool;
import org.canter.physics.SimulationSlice;

/** The simulations behind a slice: for replays, tests and pictures. */
public interface PhysicsAccess {
  /**
   * The compiled model.
   *
   * @return open as long as the slice
   */
  Model model();

  /**
   * The pool that the slice's simulations lie in, and no others.
   *
   * @return open as long as the slice
   */
  SimulationPool pool();

  /**
   * The simulations, row for row. What is changed here is not seen by the slice before its next
   * step.
   *
   * @return all of the pool
   */
  SimulationSlice simulations();

  /**
   * How many time steps of the model one action lasts.
   *
   * @return at least 1
   */
  int frameSkip();

  /**
   * How many generalised positions there are.
   *
   * @return nq
   */
  int positions();

  /**
   * How many generalised velocities there are.
   *
   * @return nv
   */
  int velocities();

  /**
   * The state that a reset begins with, before the task adds its noise.
   *
   * @param qpos receives the positions [nq]
   * @param qvel receives the velocities [nv]
   */
  void reference(double[] qpos, double[] qvel);

  /**
   * The state of a row's simulation after its last step or reset.
   *
   * @param row the row
   * @param qpos receives the positions [nq]
   * @param qvel receives the velocities [nv]
   */
  void readState(int row, double[] qpos, double[] qvel);

  /**
   * Puts a row's simulation into a state, as a reset does, without noise; the row's observation
   * follows. Call the slice's {@code reset} first: it begins the episode.
   *
   * @param row the row
   * @param qpos the positions [nq], null for the reference
   * @param qvel the velocities [nv], null for those of the reference
   */
  void place(int row, double[] qpos, double[] qvel);
}
