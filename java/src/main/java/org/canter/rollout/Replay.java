// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.env.EnvironmentException;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.env.FaultReport;
import org.canter.env.PhysicsAccess;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.canter.physics.PhysicsException;

/**
 * What an environment does under given actions, from a given state, without a policy and without
 * resets: it goes on past terminal states and the time limit.
 *
 * @param steps T
 * @param positionWidth nq; 0 without physics
 * @param velocityWidth nv; 0 without physics
 * @param observations after each step [T, O]
 * @param rewards of each step [T]
 * @param terminated whether the step's kind is TERMINAL [T]
 * @param truncated whether the step's kind is TIMEOUT [T]
 * @param positions qpos after each step [T, nq]; empty without physics
 * @param velocities qvel after each step [T, nv]; empty without physics
 */
public record Replay(
    int steps,
    int positionWidth,
    int velocityWidth,
    double[] observations,
    double[] rewards,
    boolean[] terminated,
    boolean[] truncated,
    double[] positions,
    double[] velocities) {

  /**
   * Runs the actions.
   *
   * @param factory opens the environment
   * @param actions [T, A], in the environment's own units
   * @param state qpos, then qvel [nq + nv]; null for the model's reset without noise, and the only
   *     choice for an environment without physics, which begins with its first episode of seed 0
   * @return what happened
   * @throws EnvironmentException if actions or state do not fit the environment
   * @throws PhysicsException if a step ended in a FAULT
   */
  public static Replay run(EnvironmentFactory factory, double[] actions, double[] state) {
    try (EnvironmentSlice slice = factory.open(0, RandomStream.ENVIRONMENT, 0, 1)) {
      requireActions(slice.spec(), actions);
      slice.reset(0);
      PhysicsAccess physics = slice.physics().orElse(null);
      begin(slice.spec(), physics, state);
      Replay replay = room(slice.spec(), physics, actions.length);
      double[] action = new double[slice.spec().action().width()];
      for (int t = 0; t < replay.steps; t++) {
        System.arraycopy(actions, t * action.length, action, 0, action.length);
        slice.step(action);
        replay.note(t, slice, physics);
      }
      return replay;
    }
  }

  private static void requireActions(EnvironmentSpec spec, double[] actions) {
    int width = spec.action().width();
    if (actions.length % width != 0) {
      throw new EnvironmentException(
          spec.id()
              + " takes "
              + width
              + " numbers an action; "
              + actions.length
              + " are no whole number of actions");
    }
    for (int i = 0; i < actions.length; i++) {
      boolean outside =
          spec.action().isDiscrete()
              && i % width == 0
              && spec.action().firstOutside(actions, i) >= 0;
      if (outside || !Double.isFinite(actions[i])) {
        throw new EnvironmentException(
            spec.id()
                + ": action "
                + i / width
                + " has "
                + actions[i]
                + ", which is not of "
                + spec.action());
      }
    }
  }

  private static void begin(EnvironmentSpec spec, PhysicsAccess physics, double[] state) {
    if (physics == null) {
      if (state != null) {
        throw new EnvironmentException(
            spec.id() + " has no physics, so no state of positions and velocities; leave it out");
      }
      return;
    }
    if (state == null) {
      physics.place(0, null, null);
      return;
    }
    double[] qpos = new double[physics.positions()];
    double[] qvel = new double[physics.velocities()];
    if (state.length != qpos.length + qvel.length) {
      throw new EnvironmentException(
          spec.id()
              + " has a state of "
              + qpos.length
              + " positions and "
              + qvel.length
              + " velocities, "
              + (qpos.length + qvel.length)
              + " numbers, but "
              + state.length
              + " are given");
    }
    for (int i = 0; i < state.length; i++) {
      if (!Double.isFinite(state[i])) {
        throw new EnvironmentException(
            spec.id() + ": number " + i + " of the state is " + state[i] + ", which is none");
      }
    }
    System.arraycopy(state, 0, qpos, 0, qpos.length);
    System.arraycopy(state, qpos.length, qvel, 0, qvel.length);
    physics.place(0, qpos, qvel);
  }

  private static Replay room(EnvironmentSpec spec, PhysicsAccess physics, int numbers) {
    int steps = numbers / spec.action().width();
    int nq = physics == null ? 0 : physics.positions();
    int nv = physics == null ? 0 : physics.velocities();
    return new Replay(
        steps,
        nq,
        nv,
        new double[Math.multiplyExact(steps, spec.observation().width())],
        new double[steps],
        new boolean[steps],
        new boolean[steps],
        new double[Math.multiplyExact(steps, nq)],
        new double[Math.multiplyExact(steps, nv)]);
  }

  private void note(int t, EnvironmentSlice slice, PhysicsAccess physics) {
    StepKind kind = slice.kinds()[0];
    if (kind == StepKind.FAULT) {
      String why = slice.faults().stream().map(FaultReport::text).findFirst().orElse("FAULT");
      throw new PhysicsException(
          slice.spec().id()
              + ": step "
              + t
              + " failed: "
              + why
              + "; the actions, or the state that"
              + " they begin from, are more than the simulation bears");
    }
    int width = slice.spec().observation().width();
    System.arraycopy(slice.observations(), 0, observations, t * width, width);
    rewards[t] = slice.rewards()[0];
    terminated[t] = kind == StepKind.TERMINAL;
    truncated[t] = kind == StepKind.TIMEOUT;
    if (physics != null) {
      double[] qpos = new double[physics.positions()];
      double[] qvel = new double[physics.velocities()];
      physics.readState(0, qpos, qvel);
      System.arraycopy(qpos, 0, positions, t * qpos.length, qpos.length);
      System.arraycopy(qvel, 0, velocities, t * qvel.length, qvel.length);
    }
  }
}
