// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import java.util.List;
import java.util.Random;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.compute.Resources;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.Activation;
import org.canter.kernels.Batch;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Objective;
import org.canter.kernels.PolicyObjective;
import org.canter.kernels.PolicyStatistics;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;
import org.canter.policy.PolicySettings;

/**
 * A small policy with a batch of its own actions on random observations. Actions near the first
 * observation are the good ones. Closes everything.
 */
final class Rehearsal implements AutoCloseable {
  static final long SEED = 3;
  static final int ROWS = 600;
  static final Progress FIRST = new Progress(0, 0);

  private static final Space OBSERVATION = Space.unbounded(3);

  private final Resources owned = new Resources();
  final Compute compute;
  final PolicyModel model;
  final Slab advantage;
  final Batch batch;

  private Rehearsal(KernelContext context, Space action) {
    compute = owned.own(new Compute(context));
    EnvironmentSpec spec = new EnvironmentSpec("test/Stage", OBSERVATION, action, 0, 0, "");
    PolicySettings settings = new PolicySettings(List.of(6, 5), Activation.TANH, 1.4, 1, -0.5);
    model = owned.own(PolicyModel.create(compute, spec, settings, SEED));
    advantage = owned.own(compute.allocate(ROWS));
    batch = act();
    for (int row = 0; row < ROWS; row++) {
      double miss = batch.action().get(row, 0) - batch.observation().get(row, 0);
      advantage.set(row, -miss * miss);
    }
    compute.vectors().standardize(advantage, advantage, 1e-8);
  }

  /** Two Gaussian actions in float. */
  static Rehearsal gaussian() {
    return new Rehearsal(KernelContext.f32(1), Space.box(2, -1, 1));
  }

  /** The same on some threads. */
  static Rehearsal gaussian(int threads) {
    return new Rehearsal(KernelContext.f32(threads), Space.box(2, -1, 1));
  }

  /** Two Gaussian actions in double. */
  static Rehearsal exactGaussian() {
    return new Rehearsal(KernelContext.f64(), Space.box(2, -1, 1));
  }

  /** One of three and one of two choices, in double. */
  static Rehearsal exactChoices() {
    return new Rehearsal(KernelContext.f64(), Space.discrete(3, 2));
  }

  private Batch act() {
    Random random = new Random(SEED);
    Slab observation = own(compute.allocate(ROWS, OBSERVATION.width()));
    for (int i = 0; i < observation.elements(); i++) {
      observation.set(i, random.nextGaussian());
    }
    Slab key = own(Slab.allocate(ElementType.I32, ROWS, 3));
    for (int row = 0; row < ROWS; row++) {
      key.setInt(3L * row, row);
    }
    Slab action = own(compute.allocate(ROWS, model.policy().actions()));
    Slab logProbability = own(compute.allocate(ROWS));
    Slab parameters = own(compute.allocate(ROWS, model.policy().width()));
    model
        .policy()
        .act(
            compute.context(),
            action,
            logProbability,
            parameters,
            model.theta(),
            observation,
            SEED,
            RandomStream.ACTION.code(),
            key,
            own(model.policy().scratch(compute.context(), ROWS)));
    return new Batch(observation, action, advantage, logProbability, parameters, oldLogStd(), null);
  }

  private Slab oldLogStd() {
    if (model.logStd() == null) {
      return null;
    }
    Slab copy = own(compute.allocate(model.distribution().free()));
    copy.copyRows(0, model.logStd(), 0, copy.elements());
    return copy;
  }

  /** Makes an update of this policy. */
  PolicyUpdate update(UpdateSettings settings) {
    return own(Updates.create(compute, settings, model, ROWS, SEED));
  }

  /** The policy's parameters. */
  double[] theta() {
    return model.theta().toDoubles();
  }

  /** Puts parameters back. */
  void theta(double[] values) {
    for (int i = 0; i < values.length; i++) {
      model.theta().set(i, values[i]);
    }
  }

  /** What an objective says of the policy as it is now. */
  PolicyStatistics measure(Objective objective) {
    PolicyStatistics statistics = new PolicyStatistics();
    new PolicyObjective(compute.context(), model.policy())
        .evaluate(statistics, model.theta(), batch, objective);
    return statistics;
  }

  /** The gradient of an objective at the policy as it is now. */
  Slab gradient(Objective objective) {
    Slab gradient = own(compute.allocate(model.policy().parameters()));
    new PolicyObjective(compute.context(), model.policy())
        .gradient(gradient, new PolicyStatistics(), null, model.theta(), batch, objective);
    return gradient;
  }

  /** Closes something with this. */
  <T extends AutoCloseable> T own(T one) {
    return owned.own(one);
  }

  @Override
  public void close() {
    owned.close();
  }
}
