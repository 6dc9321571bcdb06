// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.canter.env.EnvironmentFactory;
import org.canter.kernels.RandomStream;

/**
 * Runs whole episodes and keeps their returns alone, to measure a policy. Episode i is the first
 * one of environment i, so it is the same however many there are and on however many threads.
 */
public final class EpisodeRunner {
  // small groups share the work out well, large ones fill the rows of a forward pass
  private static final int GROUPS_PER_THREAD = 3;
  // what an episode may last where the environment sets no limit
  private static final int LONGEST = 100_000;

  private final EnvironmentFactory factory;
  private final ActionMapping mapping;
  private final int threads;

  /**
   * Prepares.
   *
   * @param factory opens the environments
   * @param mapping from the policy's actions to the task's
   * @param threads at least 1; no result depends on them
   */
  public EpisodeRunner(EnvironmentFactory factory, ActionMapping mapping, int threads) {
    this.factory = factory;
    this.mapping = mapping;
    this.threads = threads;
  }

  /**
   * Runs episodes.
   *
   * @param actors act
   * @param scaling of observations, null for none
   * @param seed of the environments
   * @param episodes how many, at least 1
   * @return their returns and lengths, in the order of the environments
   * @throws RolloutInterruptedException if the thread was interrupted
   * @throws RolloutException if a task or the policy threw
   */
  public EpisodeReturns run(
      ActorFactory actors, ObservationScaling scaling, long seed, int episodes) {
    EpisodeReturns found = new EpisodeReturns(episodes);
    int group = Math.max(1, episodes / (threads * GROUPS_PER_THREAD));
    List<Callable<Void>> jobs = new ArrayList<>();
    for (int first = 0; first < episodes; first += group) {
      int from = first;
      int count = Math.min(group, episodes - first);
      jobs.add(
          () -> {
            runGroup(actors, scaling, seed, from, count, found);
            return null;
          });
    }
    ExecutorService pool = Executors.newFixedThreadPool(Math.min(threads, jobs.size()));
    try {
      for (Future<Void> job : pool.invokeAll(jobs)) {
        job.get();
      }
    } catch (InterruptedException interrupt) {
      Thread.currentThread().interrupt();
      throw new RolloutInterruptedException("the evaluation was ended from outside");
    } catch (ExecutionException failure) {
      throw failure.getCause() instanceof RolloutInterruptedException
          ? (RolloutInterruptedException) failure.getCause()
          : new RolloutException(
              "evaluating " + factory.id() + ": " + failure.getCause().getMessage(),
              failure.getCause());
    } finally {
      pool.shutdownNow();
    }
    return found;
  }

  private void runGroup(
      ActorFactory actors,
      ObservationScaling scaling,
      long seed,
      int first,
      int count,
      EpisodeReturns found) {
    try (EpisodeGroup group =
        EpisodeGroup.open(
            factory.open(seed, RandomStream.EVALUATION, first, count), mapping, actors)) {
      int limit = factory.spec().timeLimit() > 0 ? factory.spec().timeLimit() : LONGEST;
      group.run(scaling, limit, found);
    }
  }
}
