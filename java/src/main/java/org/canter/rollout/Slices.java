// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.ArrayList;
import java.util.List;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSlice;
import org.canter.env.EnvironmentSpec;

/** Opens and closes what the workers of a collector own. */
final class Slices {
  private Slices() {}

  /** Cuts the environments into contiguous slices of nearly equal size and opens them. */
  static List<SliceWorker> open(
      EnvironmentFactory factory, ActorFactory actors, RolloutConfig config) {
    int environments = config.environments();
    int threads = Math.min(config.threads(), environments);
    List<SliceWorker> workers = new ArrayList<>();
    try {
      for (int i = 0; i < threads; i++) {
        int from = (int) ((long) environments * i / threads);
        int to = (int) ((long) environments * (i + 1) / threads);
        workers.add(worker(factory, actors, config, from, to - from));
      }
      return List.copyOf(workers);
    } catch (RuntimeException | Error failure) {
      closeAfter(failure, workers);
      throw failure;
    }
  }

  private static SliceWorker worker(
      EnvironmentFactory factory, ActorFactory actors, RolloutConfig config, int first, int count) {
    EnvironmentSlice opened = factory.open(config.seed(), config.stream(), first, count);
    List<AutoCloseable> held = new ArrayList<>(List.of(opened));
    try {
      EnvironmentSlice slice = config.mapping().before(opened);
      requireFit(slice.spec(), actors);
      Actor actor = actors.open(first, count);
      held.add(actor);
      return new SliceWorker(new SliceColumns(slice), actor, actors.context(), config.horizon());
    } catch (RuntimeException | Error failure) {
      closeAfter(failure, held);
      throw failure;
    }
  }

  /** Throws unless a policy's widths are those of an environment. */
  static void requireFit(EnvironmentSpec spec, ActorFactory actors) {
    int observations = spec.observation().width();
    int actions = spec.action().width();
    if (actors.observations() != observations || actors.actions() != actions) {
      throw new RolloutException(
          spec.id()
              + " gives "
              + observations
              + " observations and takes "
              + actions
              + " actions, but the policy is made for "
              + actors.observations()
              + " and "
              + actors.actions());
    }
  }

  /** Closes all of them; what fails on the way is attached to what failed first. */
  static void closeAfter(Throwable failure, List<? extends AutoCloseable> opened) {
    for (AutoCloseable one : opened) {
      try {
        one.close();
      } catch (Exception | Error another) {
        failure.addSuppressed(another);
      }
    }
  }

  /** Closes all of them, then throws what failed on the way. */
  static void close(List<SliceWorker> workers) {
    RolloutException failure = new RolloutException("environments could not be closed");
    closeAfter(failure, workers);
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
