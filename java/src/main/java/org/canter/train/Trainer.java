// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import java.util.SortedMap;
import java.util.TreeMap;
import org.canter.advantage.AdvantageEstimator;
import org.canter.baseline.Baseline;
import org.canter.baseline.Baselines;
import org.canter.baseline.FitReport;
import org.canter.checkpoint.Checkpoint;
import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Device;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.env.EnvironmentFactory;
import org.canter.kernels.Batch;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;
import org.canter.metric.MetricRow;
import org.canter.policy.PolicyModel;
import org.canter.rollout.RolloutCollector;
import org.canter.rollout.RolloutConfig;
import org.canter.rollout.TrajectoryBatch;
import org.canter.rollout.UpdateBatch;
import org.canter.update.PolicyUpdate;
import org.canter.update.UpdateReport;
import org.canter.update.Updates;

/**
 * Collector, advantage estimator, update and baseline of one run. An iteration gathers a batch,
 * estimates advantages by the baseline as it was, improves the policy, fits the baseline, and takes
 * the observations into the normaliser. The same configuration gives the same bits on any number of
 * threads; a trainer that takes over a saved state goes on with the bits of the one that saved it.
 */
public final class Trainer implements AutoCloseable {
  /** The entry of a checkpoint that holds an {@link Agent}. */
  public static final String POLICY = "policy";

  private static final String TRAINER = "trainer";
  private static final String ENVIRONMENTS = "environments";

  private final Resources owned = new Resources();
  private final TrainConfig config;
  private final Agent agent;
  private final PolicyModel policy;
  private final ObservationNormalizer normalizer;
  private final RolloutCollector collector;
  private final TrajectoryBatch batch;
  // null where updates run on the processor
  private final UploadedBatch uploaded;
  private final AdvantageEstimator advantages;
  private final Baseline baseline;
  private final PolicyUpdate update;
  private final Slab oldLogStd;
  private final EpisodeWindow episodes = new EpisodeWindow();
  private long iteration;
  private long environmentSteps;

  private Trainer(TrainConfig config, EnvironmentFactory factory, Compute compute, int threads) {
    this.config = config;
    try {
      owned.own(compute);
      agent = owned.own(Agent.create(compute, factory.spec(), config));
      policy = agent.policy();
      normalizer = agent.normalizer();
      RolloutConfig rollout = rolloutConfig(factory, threads);
      collector =
          owned.own(RolloutCollector.open(factory, policy.sampling(config.seed()), rollout));
      batch = owned.own(collector.newBatch(config.normalizer().active(), compute.context()));
      uploaded = compute.isOnHost() ? null : owned.own(new UploadedBatch(compute, policy, batch));
      int rows = batch.steps() * batch.environments();
      advantages =
          owned.own(
              new AdvantageEstimator(
                  compute, config.advantage(), batch.steps(), batch.environments()));
      baseline =
          owned.own(
              Baselines.create(
                  compute, config.baseline(), config.advantage().gamma(), policy, config.seed()));
      update = owned.own(Updates.create(compute, config.update(), policy, rows, config.seed()));
      int free = policy.distribution().free();
      oldLogStd = free > 0 ? owned.own(compute.allocate(free)) : null;
    } catch (RuntimeException | Error failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  private RolloutConfig rolloutConfig(EnvironmentFactory factory, int threads) {
    return new RolloutConfig(
        config.rollout().environments(),
        threads,
        config.rollout().horizonOf(factory.spec()),
        config.rollout().actions(),
        config.seed(),
        RandomStream.ENVIRONMENT);
  }

  /**
   * Opens environments and makes a policy; the caller closes the trainer.
   *
   * @param config what results follow from
   * @param factory opens the environments
   * @param threads for rollouts and kernels; no bit depends on them
   * @return a trainer before its first iteration, whose updates run on the processor
   */
  public static Trainer open(TrainConfig config, EnvironmentFactory factory, int threads) {
    return open(config, factory, Device.processor(), threads);
  }

  /**
   * Opens environments and makes a policy whose updates run on some device; the caller closes the
   * trainer.
   *
   * @param config what results follow from, on this kind of device
   * @param factory opens the environments
   * @param device where updates run; rollouts stay on the processor
   * @param threads for rollouts, and for kernels of the processor; no bit depends on them
   * @return a trainer before its first iteration
   * @throws org.canter.compute.DeviceException if the device has not enough memory
   */
  public static Trainer open(
      TrainConfig config, EnvironmentFactory factory, Device device, int threads) {
    return OutOfMemory.explained(
        config, () -> new Trainer(config, factory, device.open(config.device(), threads), threads));
  }

  /**
   * Opens environments and makes a policy whose updates run in some context; the caller closes the
   * trainer.
   *
   * @param config what results follow from, in this kind of context
   * @param factory opens the environments
   * @param compute where updates run; closed with the trainer, also where this throws
   * @param threads for rollouts; no bit depends on them
   * @return a trainer before its first iteration
   * @throws org.canter.compute.DeviceException if there is not enough memory
   */
  public static Trainer open(
      TrainConfig config, EnvironmentFactory factory, Compute compute, int threads) {
    return OutOfMemory.explained(config, () -> new Trainer(config, factory, compute, threads));
  }

  /**
   * One iteration. If it is interrupted or a task throws, the trainer stands where it stood before.
   *
   * @return what it did
   * @throws org.canter.compute.DeviceException if the device ran out of memory; this trainer's
   *     state is then undefined, and another one with smaller settings can be opened
   */
  public IterationReport iterate() {
    return OutOfMemory.explained(config, this::gatherAndImprove);
  }

  private IterationReport gatherAndImprove() {
    long begin = System.nanoTime();
    collector.collect(batch, normalizer.scaling());
    long collected = System.nanoTime();
    Progress progress =
        new Progress(iteration, Math.min(1, environmentSteps / (double) config.steps()));
    UpdateBatch gathered = uploaded == null ? batch : uploaded.take(normalizer.updateScaling());
    advantages.estimate(gathered, baseline);
    UpdateReport updated = update.apply(rows(gathered), progress);
    policy.publish();
    long improved = System.nanoTime();
    FitReport fitted = baseline.fit(gathered, advantages.target(), progress);
    normalizer.absorb(gathered);
    long end = System.nanoTime();
    episodes.add(batch.episodes());
    environmentSteps += batch.size();
    MetricRow metrics = metrics(updated, fitted);
    PhaseTimes times =
        new PhaseTimes(
            (collected - begin) * 1e-9, (improved - collected) * 1e-9, (end - improved) * 1e-9);
    return new IterationReport(
        iteration++,
        environmentSteps,
        batch.size(),
        metrics,
        times,
        episodes.returnMean(),
        updated.kl());
  }

  /** The batch as the update reads it, with the old distributions kept apart from theta. */
  private Batch rows(UpdateBatch gathered) {
    if (oldLogStd != null) {
      oldLogStd.copyRows(0, policy.logStd(), 0, oldLogStd.elements());
    }
    return new Batch(
        gathered.observation(),
        gathered.action(),
        advantages.advantage(),
        gathered.logProbability(),
        gathered.parameters(),
        oldLogStd,
        gathered.index());
  }

  private MetricRow metrics(UpdateReport updated, FitReport fitted) {
    MetricRow row = new MetricRow();
    episodes.writeTo(row);
    updated.writeTo(row);
    fitted.writeTo(row);
    double[] scales = normalizer.summary();
    row.put("normalizer_mean_max", scales[0]);
    row.put("normalizer_std_min", scales[1]);
    row.put("normalizer_std_max", scales[2]);
    return row;
  }

  /** Ends the rollout under way, if there is one, within a step; from any thread. */
  public void cancel() {
    collector.cancel();
  }

  /**
   * What this trainer was made of.
   *
   * @return as given
   */
  public TrainConfig config() {
    return config;
  }

  /**
   * Iterations done.
   *
   * @return at least 0
   */
  public long iterations() {
    return iteration;
  }

  /**
   * Training steps done.
   *
   * @return at least 0
   */
  public long environmentSteps() {
    return environmentSteps;
  }

  /**
   * Training steps of a checkpoint.
   *
   * @param checkpoint of a trainer
   * @return at least 0
   */
  public static long environmentSteps(Checkpoint checkpoint) {
    StateReader in = StateReader.of(checkpoint.entry(TRAINER), TRAINER);
    in.getLong("iteration");
    return in.getLong("environment_steps");
  }

  /**
   * Whether the steps of the configuration are done.
   *
   * @return true after the last iteration
   */
  public boolean isDone() {
    return environmentSteps >= config.steps();
  }

  /**
   * Policy and normaliser.
   *
   * @return owned by the trainer
   */
  public Agent agent() {
    return agent;
  }

  /**
   * The environments' collector, for its faults.
   *
   * @return owned by the trainer
   */
  public RolloutCollector collector() {
    return collector;
  }

  /**
   * All that later iterations follow from.
   *
   * @return entries of a checkpoint, the same bytes for any number of threads
   */
  public SortedMap<String, byte[]> save() {
    StateWriter out = new StateWriter();
    out.put("iteration", iteration);
    out.put("environment_steps", environmentSteps);
    baseline.save(out);
    update.save(out);
    episodes.save(out);
    SortedMap<String, byte[]> entries = new TreeMap<>();
    entries.put(POLICY, agent.save());
    entries.put(TRAINER, out.toBytes());
    entries.put(ENVIRONMENTS, collector.save());
    return entries;
  }

  /**
   * Takes back what {@link #save} gave: what follows has the same bits as what followed there.
   *
   * @param checkpoint of a trainer of the same configuration
   */
  public void restore(Checkpoint checkpoint) {
    agent.restore(checkpoint.entry(POLICY));
    StateReader in = StateReader.of(checkpoint.entry(TRAINER), TRAINER);
    iteration = in.getLong("iteration");
    environmentSteps = in.getLong("environment_steps");
    baseline.restore(in);
    update.restore(in);
    episodes.restore(in);
    in.end();
    collector.restore(checkpoint.entry(ENVIRONMENTS));
  }

  /** Ends threads, closes environments, frees memory. */
  @Override
  public void close() {
    owned.close();
  }
}
