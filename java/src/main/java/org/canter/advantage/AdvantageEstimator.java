// SPDX-License-Identifier: Apache-2.0
package org.canter.advantage;

import org.canter.baseline.Baseline;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.kernels.Slab;
import org.canter.rollout.UpdateBatch;

/**
 * Computes advantages and value targets of a batch. Values are those of the baseline before it is
 * fitted to the batch. A baseline that does not know states has no value to go on with: sums end at
 * timeouts and cuts.
 */
public final class AdvantageEstimator implements AutoCloseable {
  private static final double EPSILON = 1e-8;

  private final Resources owned = new Resources();
  private final Compute compute;
  private final AdvantageSettings settings;
  private final Slab value;
  // what bootstrap begins as: copied where it lies, as a fill may come from the host
  private final Slab zeros;
  private final Slab bootstrap;
  private final Slab advantage;
  private final Slab target;
  private final Slab spare;

  /**
   * Makes room for batches; the caller closes it.
   *
   * @param compute where
   * @param settings how
   * @param steps T
   * @param environments N
   */
  public AdvantageEstimator(
      Compute compute, AdvantageSettings settings, int steps, int environments) {
    this.compute = compute;
    this.settings = settings;
    value = owned.own(compute.allocate(steps, environments));
    zeros = owned.own(compute.allocate(steps, environments));
    bootstrap = owned.own(compute.allocate(steps, environments));
    advantage = owned.own(compute.allocate(steps, environments));
    target = owned.own(compute.allocate(steps, environments));
    spare = owned.own(compute.allocate(steps, environments));
  }

  /**
   * Fills {@link #value}, {@link #advantage} and {@link #target}.
   *
   * @param batch what happened
   * @param baseline predicts
   */
  public void estimate(UpdateBatch batch, Baseline baseline) {
    bootstrap.copyRows(0, zeros, 0, zeros.rows());
    baseline.predict(batch, value, bootstrap);
    boolean targetsDone = advantages(batch);
    if (!targetsDone) {
      targets(batch);
    }
    if (settings.standardize()) {
      standardize(batch);
    }
  }

  /** Computes advantages; true if the targets came out beside them. */
  private boolean advantages(UpdateBatch batch) {
    double gamma = settings.gamma();
    return switch (settings.kind()) {
      case GAE -> {
        boolean same =
            settings.target() == TargetKind.TD_LAMBDA
                && settings.targetLambda() == settings.lambda();
        gae(batch, advantage, same ? target : null, settings.lambda());
        yield same;
      }
      case MONTE_CARLO -> {
        compute.scans().returns(advantage, batch.reward(), bootstrap, batch.step(), gamma);
        boolean same = settings.target() == TargetKind.RETURNS;
        if (same) {
          compute.vectors().axpby(target, 1, advantage, 0);
        }
        compute.vectors().axpby(advantage, -1, value, 1);
        yield same;
      }
      case N_STEP -> {
        compute
            .scans()
            .nStep(
                advantage, batch.reward(), value, bootstrap, batch.step(), gamma, settings.steps());
        compute.vectors().axpby(advantage, -1, value, 1);
        yield false;
      }
      case TD -> {
        compute.scans().residuals(advantage, batch.reward(), value, bootstrap, batch.step(), gamma);
        yield false;
      }
    };
  }

  private void targets(UpdateBatch batch) {
    if (settings.target() == TargetKind.RETURNS) {
      compute.scans().returns(target, batch.reward(), bootstrap, batch.step(), settings.gamma());
    } else {
      gae(batch, spare, target, settings.targetLambda());
    }
  }

  private void gae(UpdateBatch batch, Slab out, Slab targets, double lambda) {
    compute
        .scans()
        .gae(
            out, targets, batch.reward(), value, bootstrap, batch.step(), settings.gamma(), lambda);
  }

  private void standardize(UpdateBatch batch) {
    if (batch.index() == null) {
      compute.vectors().standardize(advantage, advantage, EPSILON);
      return;
    }
    // only the rows that count have a say in mean and deviation
    Slab index = batch.index();
    int count = batch.size();
    if (count < 1) {
      return;
    }
    Slab dense = spare.reshape(spare.elements()).rows(0, count);
    compute.vectors().gather(dense, advantage, index);
    compute.vectors().standardize(dense, dense, EPSILON);
    compute.vectors().scatter(advantage, dense, index);
  }

  /**
   * Values before the fit, in the unit of rewards.
   *
   * @return real[T, N], of the last estimate
   */
  public Slab value() {
    return value;
  }

  /**
   * Advantages.
   *
   * @return real[T, N], of the last estimate
   */
  public Slab advantage() {
    return advantage;
  }

  /**
   * What the value function is to be fitted to, in the unit of rewards.
   *
   * @return real[T, N], of the last estimate
   */
  public Slab target() {
    return target;
  }

  /** Frees the slabs. */
  @Override
  public void close() {
    owned.close();
  }
}
