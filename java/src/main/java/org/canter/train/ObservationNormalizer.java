// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.kernels.Moments;
import org.canter.kernels.Slab;
import org.canter.rollout.ObservationScaling;
import org.canter.rollout.UpdateBatch;

/**
 * Running moments of observations and the scaling that follows from them. The scaling stands still
 * while a batch is gathered and changes once an iteration; evaluations use it as it stands. Moments
 * and scaling lie with the host; where updates run elsewhere, they have a copy of the scaling.
 */
public final class ObservationNormalizer implements AutoCloseable {
  private final Resources owned = new Resources();
  private final Compute compute;
  private final NormalizerSettings settings;
  private final Moments moments;
  private final ObservationScaling scaling;
  private final ObservationScaling updateScaling;

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
    if (settings.active()) {
      scaling = scaling(compute.allocateHost(width), compute.allocateHost(width));
      updateScaling =
          compute.isOnHost() ? scaling : scaling(compute.allocate(width), compute.allocate(width));
      freeze();
    } else {
      scaling = null;
      updateScaling = null;
    }
  }

  private ObservationScaling scaling(Slab shift, Slab scale) {
    return new ObservationScaling(owned.own(shift), owned.own(scale), settings.limit());
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
   * The same scaling where updates run.
   *
   * @return null if observations are taken as they are
   */
  public ObservationScaling updateScaling() {
    return updateScaling;
  }

  /**
   * Takes a batch in; the scaling changes.
   *
   * @param batch rows as the tasks gave them
   */
  public void absorb(UpdateBatch batch) {
    if (scaling != null) {
      moments.update(compute.context(), batch.raw(), batch.index());
      freeze();
    }
  }

  private void freeze() {
    moments.freeze(compute.host().context(), scaling.shift(), scaling.scale(), settings.epsilon());
    if (updateScaling != scaling) {
      updateScaling.shift().copyRows(0, scaling.shift(), 0, moments.width());
      updateScaling.scale().copyRows(0, scaling.scale(), 0, moments.width());
    }
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
    if (scaling != null) {
      freeze();
    }
  }

  /** Frees the moments. */
  @Override
  public void close() {
    owned.close();
  }
}
