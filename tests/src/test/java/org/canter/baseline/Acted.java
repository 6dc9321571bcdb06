// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import java.util.List;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.env.EnvironmentFactory;
import org.canter.kernels.Activation;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;
import org.canter.policy.PolicySettings;
import org.canter.rollout.Horizon;
import org.canter.rollout.RolloutCollector;
import org.canter.rollout.RolloutConfig;
import org.canter.rollout.TrajectoryBatch;

/** A policy that has filled a batch, and all that tests open; closes everything. */
public final class Acted implements AutoCloseable {
  /** Of policies, actions and baselines. */
  public static final long SEED = 5;

  private final Resources owned = new Resources();
  final Compute compute;
  final PolicyModel policy;
  final RolloutCollector collector;
  final TrajectoryBatch batch;

  private Acted(
      KernelContext context,
      EnvironmentFactory factory,
      int environments,
      Horizon horizon,
      PolicySettings settings) {
    compute = owned.own(new Compute(context));
    policy = owned.own(PolicyModel.create(compute, factory.spec(), settings, SEED));
    collector =
        owned.own(
            RolloutCollector.open(
                factory, policy.sampling(SEED), RolloutConfig.of(environments, 1, horizon)));
    batch = owned.own(collector.newBatch(false));
    collect();
  }

  /** In double, by a small policy. */
  public static Acted exactly(EnvironmentFactory factory, int environments, Horizon horizon) {
    return new Acted(KernelContext.f64(), factory, environments, horizon, policy(Activation.TANH));
  }

  /** In double, by a policy of this activation. */
  static Acted exactly(EnvironmentFactory factory, int environments, Activation activation) {
    return new Acted(
        KernelContext.f64(), factory, environments, Horizon.steps(9), policy(activation));
  }

  /** In float, as training does. */
  static Acted fast(EnvironmentFactory factory, int environments, Horizon horizon) {
    return new Acted(KernelContext.f32(1), factory, environments, horizon, policy(Activation.TANH));
  }

  private static PolicySettings policy(Activation activation) {
    return new PolicySettings(List.of(7, 5), activation, 1.4, 1, -0.5);
  }

  /** Fills the batch anew. */
  public void collect() {
    collector.collect(batch, null);
  }

  /** Where everything is computed. */
  public Compute compute() {
    return compute;
  }

  /** The latest batch. */
  public TrajectoryBatch batch() {
    return batch;
  }

  /** Allocates real[T, N]. */
  public Slab matrix() {
    return own(compute.allocate(batch.steps(), batch.environments()));
  }

  /** What a baseline predicts. */
  double[] predict(Baseline baseline) {
    return predict(baseline, matrix());
  }

  /** What a baseline predicts, with its bootstraps. */
  double[] predict(Baseline baseline, Slab bootstrap) {
    Slab value = matrix();
    value.fill(Double.NaN);
    baseline.predict(batch, value, bootstrap);
    return value.toDoubles();
  }

  /** Closes something with this. */
  public <T extends AutoCloseable> T own(T one) {
    return owned.own(one);
  }

  @Override
  public void close() {
    owned.close();
  }
}
