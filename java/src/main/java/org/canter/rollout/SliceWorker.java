// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;

/**
 * Collects in one slice of the environments, from the first row of a batch to the last, without
 * looking at the other slices. Allocates nothing from step to step.
 */
final class SliceWorker implements AutoCloseable {
  private static final int KEY = 3;

  private final SliceColumns columns;
  private final Actor actor;
  private final KernelContext context;
  private final Horizon horizon;
  private final int longest;
  private final int rows;
  private final int observationWidth;
  private final EpisodeLog episodes = new EpisodeLog();
  private final BootLog boots;

  // of the current step
  private final double[] actions;
  private final int[] keys;
  private final Slab key;
  private final byte[] kinds;
  private final boolean[] active;
  private int acting;
  private int t;

  // of the current collection
  private final int[] begun;
  private final int[] lengths;
  private final int[] begins;
  private TrajectoryBatch batch;
  private BatchWindows windows;

  /** Takes over slice and actor. */
  SliceWorker(SliceColumns columns, Actor actor, KernelContext context, Horizon horizon) {
    this.columns = columns;
    this.actor = actor;
    this.context = context;
    this.horizon = horizon;
    this.longest = horizon.longestEpisode(columns.slice.spec());
    this.rows = columns.rows;
    this.observationWidth = columns.slice.spec().observation().width();
    this.boots = new BootLog(observationWidth);
    this.actions = new double[rows * columns.slice.spec().action().width()];
    this.keys = new int[rows * KEY];
    this.key = Slab.allocate(ElementType.I32, rows, KEY);
    this.kinds = new byte[rows];
    this.active = new boolean[rows];
    this.begun = new int[rows];
    this.lengths = new int[rows];
    this.begins = new int[rows];
  }

  SliceColumns columns() {
    return columns;
  }

  /** The episodes that ended in the last collection. */
  EpisodeLog episodes() {
    return episodes;
  }

  /** The observations to bootstrap from of the last collection. */
  BootLog boots() {
    return boots;
  }

  /** How many rows of a column count. */
  int length(int row) {
    return lengths[row];
  }

  /** How many steps the episode of a column's first row had before the last collection. */
  int begin(int row) {
    return begins[row];
  }

  /** The time step that the last collection reached. */
  int time() {
    return t;
  }

  /** Fills the slice's columns of a batch. */
  void collect(TrajectoryBatch into, ObservationScaling scaling, StopSignal stop) {
    begin(into);
    for (t = 0; t < horizon.steps(); t++) {
      stop.check();
      windows.moveTo(t);
      beginEpisodes();
      if (acting > 0) {
        observe(scaling);
        act();
        columns.slice.step(actions, acting == rows ? null : active);
        record();
      }
      maskRest();
    }
  }

  private void begin(TrajectoryBatch into) {
    episodes.clear();
    boots.clear();
    if (batch != into) {
      batch = into;
      windows = new BatchWindows(into, columns.first, rows);
    }
    for (int row = 0; row < rows; row++) {
      begun[row] = columns.ended[row] ? 0 : 1;
      lengths[row] = 0;
      // whole episodes begin with the batch: one that is under way is given up
      if (horizon.unit() == Horizon.Unit.EPISODES && columns.steps[row] > 0) {
        columns.ended[row] = true;
        begun[row] = 0;
      }
      begins[row] = columns.ended[row] ? 0 : columns.steps[row];
    }
  }

  /** Begins episodes where one is over and another one may follow; finds the rows that act. */
  private void beginEpisodes() {
    acting = 0;
    for (int row = 0; row < rows; row++) {
      if (columns.ended[row] && mayBegin(row)) {
        columns.reset(row);
        begun[row]++;
      }
      active[row] = !columns.ended[row];
      acting += active[row] ? 1 : 0;
    }
  }

  private boolean mayBegin(int row) {
    return horizon.unit() == Horizon.Unit.STEPS
        || (horizon.steps() - t >= longest
            && (horizon.episodes() == 0 || begun[row] < horizon.episodes()));
  }

  private void observe(ObservationScaling scaling) {
    windows.raw.copyFrom(0, columns.slice.observations(), 0, rows * observationWidth);
    if (scaling != null) {
      scaling.apply(context, windows.observation, windows.raw);
    }
  }

  private void act() {
    for (int row = 0, i = 0; row < rows; row++) {
      keys[i++] = columns.first + row;
      keys[i++] = columns.episode[row];
      keys[i++] = columns.steps[row];
    }
    key.copyFrom(keys);
    actor.act(windows.action, windows.logProbability, windows.parameters, windows.observation, key);
    windows.action.copyTo(0, actions, 0, actions.length);
  }

  /** Notes what the step has brought. */
  private void record() {
    double[] rewards = columns.slice.rewards();
    StepKind[] found = columns.slice.kinds();
    windows.reward.copyFrom(0, rewards, 0, rows);
    for (int row = 0; row < rows; row++) {
      kinds[row] = found[row].code();
      if (active[row]) {
        lengths[row]++;
        columns.steps[row]++;
        columns.total[row] += rewards[row];
        follow(row, found[row]);
      }
    }
    windows.step.copyFrom(0, kinds, 0, rows);
  }

  /**
   * What comes after a step: the end of an episode, a value to go on with, or just the next one.
   */
  private void follow(int row, StepKind kind) {
    boolean cut = kind == StepKind.MID && t == horizon.steps() - 1;
    if (cut || kind == StepKind.TIMEOUT || kind == StepKind.FAULT) {
      int place = t * batch.environments() + columns.first + row;
      boots.add(place, columns.slice.observations(), row * observationWidth);
    }
    if (kind != StepKind.MID) {
      columns.ended[row] = true;
      episodes.add(
          columns.first + row,
          columns.episode[row],
          columns.steps[row],
          columns.total[row],
          kind,
          t);
    }
  }

  /** Clears the rows that did not act: what they hold is of no step. */
  private void maskRest() {
    if (acting < rows) {
      for (int row = 0; row < rows; row++) {
        if (!active[row]) {
          windows.mask(row);
        }
      }
    }
  }

  @Override
  public void close() {
    key.close();
    actor.close();
    columns.slice.close();
  }
}
