// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSpec;
import org.canter.policy.PolicyModel;
import org.canter.rollout.EpisodeReturns;
import org.canter.rollout.EpisodeRunner;

/** A policy together with the normaliser that is part of it: what is saved, loaded and scored. */
public final class Agent implements AutoCloseable {
  private final Resources owned = new Resources();
  private final TrainConfig config;
  private final PolicyModel policy;
  private final ObservationNormalizer normalizer;

  private Agent(Compute compute, EnvironmentSpec spec, TrainConfig config) {
    this.config = config;
    try {
      policy = owned.own(PolicyModel.create(compute, spec, config.policy(), config.seed()));
      normalizer =
          owned.own(
              new ObservationNormalizer(
                  compute, config.normalizer(), spec.observation().width()));
    } catch (RuntimeException | Error failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * An agent that has learnt nothing; the caller closes it.
   *
   * @param compute where it lives; stays open longer
   * @param spec the environment's
   * @param config its shape and seed
   * @return the agent
   */
  public static Agent create(Compute compute, EnvironmentSpec spec, TrainConfig config) {
    return new Agent(compute, spec, config);
  }

  /**
   * The policy.
   *
   * @return owned by the agent
   */
  public PolicyModel policy() {
    return policy;
  }

  /**
   * The scaling of observations.
   *
   * @return owned by the agent
   */
  public ObservationNormalizer normalizer() {
    return normalizer;
  }

  /**
   * Plays whole episodes, by the mean or the most likely action, with the normaliser as it stands.
   *
   * @param factory opens the environments
   * @param seed of the episodes; the same seed gives the same episodes
   * @param episodes how many
   * @param threads at least 1; no result depends on them
   * @return what they gave
   */
  public EpisodeReturns evaluate(
      EnvironmentFactory factory, long seed, int episodes, int threads) {
    return new EpisodeRunner(factory, config.rollout().actions(), threads)
        .run(policy.greedy(policy.theta()), normalizer.scaling(), seed, episodes);
  }

  /**
   * The parameters alone, as they lie in memory.
   *
   * @return bytes to take a hash of
   */
  public byte[] thetaBytes() {
    return new StateWriter().put("theta", policy.theta()).toBytes();
  }

  /**
   * Policy and normaliser as bytes.
   *
   * @return an entry of a checkpoint
   */
  public byte[] save() {
    StateWriter out = new StateWriter();
    out.put("theta", policy.theta());
    normalizer.save(out);
    return out.toBytes();
  }

  /**
   * Takes back what {@link #save} gave.
   *
   * @param state bytes of an agent of the same shape
   */
  public void restore(byte[] state) {
    StateReader in = StateReader.of(state, Trainer.POLICY);
    in.read("theta", policy.theta());
    normalizer.restore(in);
    in.end();
  }

  /** Frees policy and normaliser. */
  @Override
  public void close() {
    owned.close();
  }
}
