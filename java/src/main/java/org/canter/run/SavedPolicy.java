// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import org.canter.checkpoint.Checkpoint;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.env.EnvironmentFactory;
import org.canter.rollout.EpisodeReturns;
import org.canter.train.Agent;
import org.canter.train.Trainer;

/** The last or the best policy of a run, to be scored. */
public final class SavedPolicy implements AutoCloseable {
  private final Resources owned = new Resources();
  private final EnvironmentFactory factory;
  private final Agent agent;
  private final long environmentSteps;

  private SavedPolicy(SavedRun run, EnvironmentFactory factory, byte[] state, long steps) {
    this.factory = factory;
    this.environmentSteps = steps;
    try {
      Compute compute = owned.own(Compute.cpu(1));
      agent = owned.own(Agent.create(compute, factory.spec(), run.config()));
      agent.restore(state);
    } catch (RuntimeException | Error failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Loads a policy from the newest checkpoint; the caller closes it.
   *
   * @param run what lies in the directory
   * @param factory of its environment
   * @param best the one that scored best in the course of the run, not the last
   * @return the policy
   * @throws RunException if there is none yet
   */
  public static SavedPolicy open(SavedRun run, EnvironmentFactory factory, boolean best) {
    Checkpoint newest = run.newest();
    if (!best) {
      return new SavedPolicy(
          run, factory, newest.entry(Trainer.POLICY), Trainer.environmentSteps(newest));
    }
    BestPolicy found = new BestPolicy(run.config().evaluation().every());
    found.restore(newest.entry(SavedRun.BEST));
    if (!found.exists()) {
      throw new RunException(
          run.directory().path()
              + ": no evaluation has chosen a best policy yet; leave out --best");
    }
    return new SavedPolicy(run, factory, found.agent(), found.steps());
  }

  /**
   * Plays whole episodes by the mean or the most likely action.
   *
   * @param seed of the episodes
   * @param episodes how many
   * @param threads at least 1; no result depends on them
   * @return what they gave
   */
  public EpisodeReturns evaluate(long seed, int episodes, int threads) {
    return agent.evaluate(
        factory, EvaluationSeeds.of(seed, EvaluationSeeds.LATER, 0), episodes, threads);
  }

  /**
   * Training steps that the policy had seen.
   *
   * @return at least 0
   */
  public long environmentSteps() {
    return environmentSteps;
  }

  /**
   * Policy and normaliser.
   *
   * @return owned by this
   */
  public Agent agent() {
    return agent;
  }

  /** Frees the policy. */
  @Override
  public void close() {
    owned.close();
  }
}
