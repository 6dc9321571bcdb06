// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.Arrays;
import org.canter.env.PhysicsAccess;
import org.canter.physics.FieldKind;
import org.canter.physics.SimulationSlice;

/** The controls and resets of all environments of one collection, as the simulations saw them. */
public final class Recording {
  private static final FieldKind[] STATE = {
    FieldKind.QPOS, FieldKind.QVEL, FieldKind.QACC_WARMSTART
  };

  private final int steps;
  private final int environments;
  private final int width;
  private final int stateWidth;
  private final double[] controls;
  private final byte[] marks;
  private double[] states = new double[0];
  private int resets;
  private int t;

  /** Makes room for T steps of N environments. */
  Recording(int steps, int environments, int width, PhysicsAccess physics) {
    this.steps = steps;
    this.environments = environments;
    this.width = width;
    this.stateWidth = physics.positions() + 2 * physics.velocities();
    this.controls = new double[Math.multiplyExact(steps * environments, width)];
    this.marks = new byte[steps * environments];
  }

  /** Notes the state that an environment's episode begins with, before the current step. */
  void addReset(int environment, SimulationSlice simulations) {
    marks[t * environments + environment] = 1;
    int at = resets++ * stateWidth;
    if (at + stateWidth > states.length) {
      states = Arrays.copyOf(states, 2 * (at + stateWidth));
    }
    for (FieldKind field : STATE) {
      double[] numbers = simulations.read(environment, field);
      System.arraycopy(numbers, 0, states, at, numbers.length);
      at += numbers.length;
    }
  }

  /** Notes the controls of a step of all environments. */
  void addStep(double[] actions) {
    System.arraycopy(actions, 0, controls, t * environments * width, actions.length);
    t++;
  }

  /**
   * Episodes that began.
   *
   * @return at least as many as there are environments
   */
  public int resets() {
    return resets;
  }

  /** The part of the environments first to first + count - 1. */
  Part part(int first, int count) {
    double[] ownControls = new double[steps * count * width];
    byte[] ownMarks = new byte[steps * count];
    double[] ownStates = new double[states.length];
    int reset = 0;
    int kept = 0;
    for (int step = 0; step < steps; step++) {
      int row = step * environments + first;
      System.arraycopy(controls, row * width, ownControls, step * count * width, count * width);
      System.arraycopy(marks, row, ownMarks, step * count, count);
      // states follow each other as the marks do
      for (int n = 0; n < environments; n++) {
        if (marks[step * environments + n] != 0) {
          if (n >= first && n < first + count) {
            System.arraycopy(
                states, reset * stateWidth, ownStates, kept++ * stateWidth, stateWidth);
          }
          reset++;
        }
      }
    }
    return new Part(ownControls, ownMarks, Arrays.copyOf(ownStates, kept * stateWidth));
  }

  /**
   * What one thread replays.
   *
   * @param controls [T, count, nu]
   * @param marks [T, count], 1 where a reset comes before the step
   * @param states [number of marks, nq + 2 nv], in the order of the marks
   */
  record Part(double[] controls, byte[] marks, double[] states) {}
}
