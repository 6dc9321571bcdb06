// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.Arrays;
import java.util.List;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;

/** Environments that run one episode each, side by side, on one thread. */
final class EpisodeGroup implements AutoCloseable {
  private static final int KEY = 3;

  private final EnvironmentSlice slice;
  private final Actor actor;
  private final KernelContext context;
  private final int rows;
  private final Slab observation;
  private final Slab action;
  private final Slab logProbability;
  private final Slab parameters;
  private final Slab key;
  private final double[] actions;
  private final int[] keys;
  private final boolean[] active;
  private final double[] totals;

  private EpisodeGroup(EnvironmentSlice slice, Actor actor, ActorFactory actors) {
    this.slice = slice;
    this.actor = actor;
    this.context = actors.context();
    this.rows = slice.count();
    EnvironmentSpec spec = slice.spec();
    observation = context.allocate(rows, spec.observation().width());
    action = context.allocate(rows, actors.actions());
    logProbability = context.allocate(rows);
    parameters = context.allocate(rows, actors.parameters());
    key = Slab.allocate(ElementType.I32, rows, KEY);
    actions = new double[rows * spec.action().width()];
    keys = new int[rows * KEY];
    active = new boolean[rows];
    totals = new double[rows];
  }

  /** Takes the slice over, also when it fails. */
  static EpisodeGroup open(EnvironmentSlice opened, ActionMapping mapping, ActorFactory actors) {
    try {
      EnvironmentSlice slice = mapping.before(opened);
      Slices.requireFit(slice.spec(), actors);
      return new EpisodeGroup(slice, actors.open(slice.first(), slice.count()), actors);
    } catch (RuntimeException | Error failure) {
      Slices.closeAfter(failure, List.of(opened));
      throw failure;
    }
  }

  /** Runs an episode of every row to its end, at most `limit` steps. */
  void run(ObservationScaling scaling, int limit, EpisodeReturns found, StopSignal stop) {
    for (int row = 0; row < rows; row++) {
      slice.reset(row);
    }
    Arrays.fill(active, true);
    int left = rows;
    for (int step = 0; step < limit && left > 0; step++) {
      if (Thread.currentThread().isInterrupted()) {
        stop.raise();
      }
      stop.check();
      act(scaling, step);
      slice.step(actions, left == rows ? null : active);
      left -= record(step, limit, found);
    }
  }

  private void act(ObservationScaling scaling, int step) {
    observation.copyFrom(0, slice.observations(), 0, (int) observation.elements());
    if (scaling != null) {
      scaling.apply(context, observation, observation);
    }
    for (int row = 0, i = 0; row < rows; row++) {
      keys[i++] = slice.first() + row;
      keys[i++] = 0;
      keys[i++] = step;
    }
    key.copyFrom(keys);
    actor.act(action, logProbability, parameters, observation, key);
    action.copyTo(0, actions, 0, actions.length);
  }

  /** Adds the rewards up; how many episodes ended is the answer. */
  private int record(int step, int limit, EpisodeReturns found) {
    int ended = 0;
    for (int row = 0; row < rows; row++) {
      if (active[row]) {
        StepKind kind = slice.kinds()[row];
        totals[row] += slice.rewards()[row];
        if (kind != StepKind.MID || step == limit - 1) {
          active[row] = false;
          ended++;
          found.set(slice.first() + row, totals[row], step + 1, kind == StepKind.FAULT);
        }
      }
    }
    return ended;
  }

  @Override
  public void close() {
    actor.close();
    slice.close();
    for (Slab slab : List.of(observation, action, logProbability, parameters, key)) {
      slab.close();
    }
  }
}
