// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import org.canter.kernels.KernelContext;
import org.canter.kernels.Policy;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;

/**
 * Forward pass, sample and log probability of all rows of a batch, as rollouts do it: a row call,
 * whose rows are shared out among as many Java threads as the context has.
 */
final class Acting {
  private static final int STREAM = RandomStream.ACTION.code();

  private final Slab action;
  private final Slab logProbability;
  private final Slab means;
  private final Slab keys;
  private final Crew crew;
  private final Runnable[] shares;

  /** Makes the outputs and the threads, which `owned` closes. */
  Acting(Owned owned, KernelContext context, Policy policy, Slab theta, Slab observation) {
    long rows = observation.rows();
    int threads = (int) Math.min(rows, context.threads());
    action = owned.add(context.allocate(rows, policy.actions()));
    logProbability = owned.add(context.allocate(rows));
    means = owned.add(context.allocate(rows, policy.width()));
    keys = owned.add(Problem.keys((int) rows));
    Crew workers = new Crew(threads);
    crew = owned.add(workers, workers::close);
    shares = new Runnable[threads];
    for (int t = 0; t < threads; t++) {
      Slab seen = observation.rows(rows * t / threads, rows * (t + 1) / threads);
      Slab scratch = owned.add(policy.scratch(context, seen.rows()));
      shares[t] = share(context, policy, theta, seen, rows * t / threads, scratch);
    }
  }

  /** The rows of `seen`, which lie from `first` on in the outputs. */
  private Runnable share(
      KernelContext context, Policy policy, Slab theta, Slab seen, long first, Slab scratch) {
    long last = first + seen.rows();
    Slab actions = action.rows(first, last);
    Slab logs = logProbability.rows(first, last);
    Slab parameters = means.rows(first, last);
    Slab key = keys.rows(first, last);
    return () ->
        policy.act(
            context, actions, logs, parameters, theta, seen, Problem.SEED, STREAM, key, scratch);
  }

  void run() {
    crew.run(shares);
  }

  /** The means of the last run, [B, A]. */
  Slab means() {
    return means;
  }
}
