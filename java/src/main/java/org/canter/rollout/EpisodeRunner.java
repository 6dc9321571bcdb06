// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
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

  // kept from evaluation to evaluation: memory that short-lived threads free is hard to reuse
  private static final ExecutorService HELPERS =
      new ThreadPoolExecutor(
          0, Integer.MAX_VALUE, 1, TimeUnit.HOURS, new SynchronousQueue<>(), EpisodeRunner::helper);

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
    int shares = Math.min(threads, (episodes + group - 1) / group);
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    StopSignal stop = new StopSignal();
    Runnable share =
        () -> {
          try {
            for (int first; (first = next.getAndAdd(group)) < episodes; ) {
              int count = Math.min(group, episodes - first);
              runGroup(actors, scaling, seed, first, count, found, stop);
            }
          } catch (Throwable thrown) {
            // the first to fail counts; the others are told to leave off
            failure.compareAndSet(null, thrown);
            stop.raise();
          }
        };
    List<Future<?>> helpers = new ArrayList<>();
    for (int i = 1; i < shares; i++) {
      helpers.add(HELPERS.submit(share));
    }
    share.run();
    helpers.forEach(helper -> await(helper, stop));
    if (failure.get() != null) {
      throw describe(failure.get());
    }
    return found;
  }

  /** Waits for a helper; an interrupt tells all to leave off, and is remembered. */
  private static void await(Future<?> helper, StopSignal stop) {
    boolean interrupted = false;
    while (true) {
      try {
        helper.get();
        break;
      } catch (InterruptedException interrupt) {
        interrupted = true;
        stop.raise();
      } catch (ExecutionException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private RolloutException describe(Throwable failure) {
    return failure instanceof StopSignal.Stopped
        ? new RolloutInterruptedException("the evaluation was ended from outside")
        : new RolloutException("evaluating " + factory.id() + ": " + failure.getMessage(), failure);
  }

  private static Thread helper(Runnable work) {
    Thread thread = new Thread(work, "canter-episodes");
    thread.setDaemon(true);
    return thread;
  }

  private void runGroup(
      ActorFactory actors,
      ObservationScaling scaling,
      long seed,
      int first,
      int count,
      EpisodeReturns found,
      StopSignal stop) {
    try (EpisodeGroup group =
        EpisodeGroup.open(
            factory.open(seed, RandomStream.EVALUATION, first, count), mapping, actors)) {
      int limit = factory.spec().timeLimit() > 0 ? factory.spec().timeLimit() : LONGEST;
      group.run(scaling, limit, found, stop);
    }
  }
}
