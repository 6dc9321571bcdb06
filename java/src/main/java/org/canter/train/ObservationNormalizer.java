// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.kernels.Moments;
import org.canter.kernels.Slab;
import org.canter.rollout.ObservationScaling;
import org.canter.rollout.TrajectoryBatch;

/**
 * Running moments of observations and the scaling that follows from them. The scaling stands still
 * while a batch is gathered and changes once an iteration; evaluations use it as it stands.
 */
public final class ObservationNormalizer implements AutoCloseable {
  private final Resources owned = new Resources();
  private final Compute compute;
  private final NormalizerSettings settings;
  private final Moments moments;
  private final Slab shift;
  private final Slab scale;
  private final ObservationScaling scaling;

  /**
   * Creates one that has seen nothing, which changes nothing; the caller closes it.
   *
   * @param compute where
   * @param settings how
   * @param width O
   */
  public ObservationNormalizer(Compute compute, NormalizerSettings settings, int width) {
    this.compute = compute;
    this.settings = settings;
    this.moments = owned.own(new Moments(width));
    this.shift = owned.own(compute.allocate(width));
    this.scale = owned.own(compute.allocate(width));
    this.scaling =
        settings.active() ? new ObservationScaling(shift, scale, settings.limit()) : null;
    freeze();
  }

  /**
   * The scaling to act by.
   *
   * @return null if observations are taken as they are
   */
  public ObservationScaling scaling() {
    return scaling;
  }

  /**
   * Takes a batch in; the scaling changes.
   *
   * @param batch rows as the tasks gave them
   */
  public void absorb(TrajectoryBatch batch) {
    if (scaling != null) {
      moments.update(compute.context(), batch.raw(), batch.index());
      freeze();
    }
  }

  private void freeze() {
    moments.freeze(compute.context(), shift, scale, settings.epsilon());
  }

  /**
   * The largest absolute mean and the range of deviations, for metrics.
   *
   * @return mean, least deviation, largest deviation; NaN before the first batch
   */
  public double[] summary() {
    double count = moments.count().getDouble(0);
    if (scaling == null || count == 0) {
      return new double[] {Double.NaN, Double.NaN, Double.NaN};
    }
    double mean = 0;
    double least = Double.POSITIVE_INFINITY;
    double most = 0;
    for (int i = 0; i < moments.width(); i++) {
      double deviation = StrictMath.sqrt(moments.m2().getDouble(i) / count);
      mean = Math.max(mean, Math.abs(moments.mean().getDouble(i)));
      least = Math.min(least, deviation);
      most = Math.max(most, deviation);
    }
    return new double[] {mean, least, most};
  }

  /**
   * Writes the moments.
   *
   * @param out receives them
   */
  public void save(StateWriter out) {
    out.put("normalizer.count", moments.count());
    out.put("normalizer.mean", moments.mean());
    out.put("normalizer.m2", moments.m2());
  }

  /**
   * Takes the moments back.
   *
   * @param in gives them
   */
  public void restore(StateReader in) {
    in.read("normalizer.count", moments.count());
    in.read("normalizer.mean", moments.mean());
    in.read("normalizer.m2", moments.m2());
    freeze();
  }

  /** Frees the moments. */
  @Override
  public void close() {
    owned.close();
  }
}
