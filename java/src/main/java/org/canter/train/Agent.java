// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigResolver;
import org.canter.config.ConfigWriter;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSpec;
import org.canter.io.WholeFile;
import org.canter.policy.PolicyModel;
import org.canter.rollout.EpisodeReturns;
import org.canter.rollout.EpisodeRunner;

/** A policy together with the normaliser that is part of it: what is saved, loaded and scored. */
public final class Agent implements AutoCloseable {
  private static final String CONFIG = "config";

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
              new ObservationNormalizer(compute, config.normalizer(), spec.observation().width()));
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
  public EpisodeReturns evaluate(EnvironmentFactory factory, long seed, int episodes, int threads) {
    return new EpisodeRunner(factory, config.rollout().actions(), threads)
        .run(policy.greedy(), normalizer.scaling(), seed, episodes);
  }

  /**
   * The parameters alone, as they lie in memory.
   *
   * @return bytes to take a hash of
   */
  public byte[] thetaBytes() {
    return new StateWriter().put("theta", policy.acting()).toBytes();
  }

  /**
   * Policy and normaliser as bytes.
   *
   * @return an entry of a checkpoint
   */
  public byte[] save() {
    StateWriter out = new StateWriter();
    out.put("theta", policy.acting());
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
    in.read("theta", policy.acting());
    policy.adopt();
    normalizer.restore(in);
    in.end();
  }

  /**
   * Writes configuration, policy and normaliser into one file, whole or not at all.
   *
   * @param file where to
   * @throws IOException if it cannot be written
   */
  public void write(Path file) throws IOException {
    StateWriter out = new StateWriter();
    out.put(CONFIG, ConfigWriter.yaml(config).getBytes(StandardCharsets.UTF_8));
    out.put(Trainer.POLICY, save());
    WholeFile.write(file, stream -> stream.write(out.toBytes()));
  }

  /**
   * Reads what {@link #write} wrote; the caller closes the agent.
   *
   * @param compute where it will live; stays open longer
   * @param spec of the environment that it acts in
   * @param file from where
   * @return the agent, with the bits of the one that was written
   * @throws IOException if the file cannot be read
   * @throws org.canter.checkpoint.CheckpointException if it is damaged, or of another shape
   */
  public static Agent read(Compute compute, EnvironmentSpec spec, Path file) throws IOException {
    StateReader in = StateReader.of(Files.readAllBytes(file), file.toString());
    byte[] yaml = in.getBytes(CONFIG);
    byte[] state = in.getBytes(Trainer.POLICY);
    in.end();
    ConfigLayer layer = ConfigLayer.ofYaml(file.toString(), new ByteArrayInputStream(yaml));
    TrainConfig config = ConfigResolver.resolve(TrainConfig.defaults(), List.of(layer));
    Agent agent = new Agent(compute, spec, config);
    try {
      agent.restore(state);
      return agent;
    } catch (RuntimeException failure) {
      agent.close();
      throw failure;
    }
  }

  /** Frees policy and normaliser. */
  @Override
  public void close() {
    owned.close();
  }
}
