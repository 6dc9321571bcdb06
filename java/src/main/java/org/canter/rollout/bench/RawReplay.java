// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.env.PhysicsAccess;
import org.canter.kernels.RandomStream;
import org.canter.physics.FieldKind;
import org.canter.physics.SimulationSlice;
import org.canter.rollout.RolloutException;

/**
 * The yardstick: a loop of C over mj_step and nothing else, on simulations of its own, cut into the
 * same slices as the rollout.
 */
public final class RawReplay implements AutoCloseable {
  private final List<EnvironmentSlice> slices = new ArrayList<>();
  private final List<Recording.Part> parts = new ArrayList<>();
  private final ExecutorService threads;

  /**
   * Opens simulations like those of the slices, and shares the recording out.
   *
   * @param factory opens the environments
   * @param recording what is replayed
   * @param like slices that the environments are cut into, each for a thread
   */
  public RawReplay(EnvironmentFactory factory, Recording recording, List<EnvironmentSlice> like) {
    try {
      for (EnvironmentSlice slice : like) {
        int first = slice.first();
        int count = slice.count();
        slices.add(factory.open(0, RandomStream.ENVIRONMENT, first, count));
        parts.add(recording.part(first, count));
      }
    } catch (RuntimeException failure) {
      slices.forEach(EnvironmentSlice::close);
      throw failure;
    }
    threads =
        Executors.newFixedThreadPool(
            slices.size(),
            task -> {
              Thread thread = new Thread(task, "canter-raw");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Replays everything, every slice on a thread.
   *
   * @throws RolloutException if a thread fails
   */
  public void run() {
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      PhysicsAccess physics = slices.get(i).physics().orElseThrow();
      Recording.Part part = parts.get(i);
      tasks.add(
          () -> {
            SimulationSlice simulations = physics.simulations();
            simulations.replay(part.controls(), part.marks(), part.states(), physics.frameSkip());
            return null;
          });
    }
    try {
      for (Future<Void> done : threads.invokeAll(tasks)) {
        done.get();
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new RolloutException("the replay was interrupted", interrupt);
    } catch (ExecutionException failure) {
      throw new RolloutException("the replay failed: " + failure.getCause(), failure.getCause());
    }
  }

  /**
   * Checks that the replay ended where the slices stand that it repeats.
   *
   * @param states of all environments: qpos, then qvel of each
   * @param what they are of, for the error text
   * @throws RolloutException unless all bytes are the same
   */
  public void requireSameEnd(double[] states, String what) {
    if (!Arrays.equals(states, states())) {
      throw new RolloutException(
          what
              + ": the replay did not end in the states of what it repeats, so their times are not"
              + " comparable");
    }
  }

  /** The states of all environments: qpos, then qvel of each. */
  private double[] states() {
    double[] all = new double[0];
    for (EnvironmentSlice slice : slices) {
      SimulationSlice simulations = slice.physics().orElseThrow().simulations();
      for (int row = 0; row < slice.count(); row++) {
        all = append(all, simulations.read(row, FieldKind.QPOS));
        all = append(all, simulations.read(row, FieldKind.QVEL));
      }
    }
    return all;
  }

  private static double[] append(double[] all, double[] more) {
    double[] joined = Arrays.copyOf(all, all.length + more.length);
    System.arraycopy(more, 0, joined, all.length, more.length);
    return joined;
  }

  /** Ends the threads and closes the simulations. */
  @Override
  public void close() {
    threads.shutdown();
    slices.forEach(EnvironmentSlice::close);
  }
}
