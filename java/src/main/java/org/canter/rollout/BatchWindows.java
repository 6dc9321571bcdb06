// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;

/** One slice's rows of one time step, in every slab of a batch; moves from step to step. */
final class BatchWindows {
  final Slab raw;
  final Slab observation;
  final Slab action;
  final Slab logProbability;
  final Slab parameters;
  final Slab reward;
  final Slab step;

  private final Slab[] all;
  private final double[] zeros;
  private final int first;
  private final int environments;

  /** Windows over environments first to first + rows - 1. */
  BatchWindows(TrajectoryBatch batch, int first, int rows) {
    this.first = first;
    this.environments = batch.environments();
    raw = batch.raw().window(rows);
    observation = batch.isScaled() ? batch.observation().window(rows) : raw;
    action = batch.action().window(rows);
    parameters = batch.parameters().window(rows);
    // one number a row: counted by elements
    logProbability = flat(batch.logProbability()).window(rows);
    reward = flat(batch.reward()).window(rows);
    step = flat(batch.step()).window(rows);
    all = new Slab[] {raw, observation, action, parameters, logProbability, reward, step};
    int widest = Math.max(raw.width(), Math.max(action.width(), parameters.width()));
    zeros = new double[widest];
  }

  /** Moves to a time step. */
  void moveTo(int t) {
    long row = (long) t * environments + first;
    for (Slab window : all) {
      window.moveTo(row);
    }
  }

  /** Clears a row of the slice in the current time step, and calls it terminal. */
  void mask(int row) {
    clear(raw, row);
    clear(observation, row);
    clear(action, row);
    clear(parameters, row);
    logProbability.set(row, 0);
    reward.set(row, 0);
    step.setByte(row, StepKind.TERMINAL.code());
  }

  private void clear(Slab rows, int row) {
    rows.copyFrom((long) row * rows.width(), zeros, 0, rows.width());
  }

  private static Slab flat(Slab slab) {
    return slab.reshape(slab.elements());
  }
}
