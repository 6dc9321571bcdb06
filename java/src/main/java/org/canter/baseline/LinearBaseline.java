// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import org.canter.checkpoint.StateReader;
import org.canter.checkpoint.StateWriter;
import org.canter.compute.Compute;
import org.canter.compute.Progress;
import org.canter.kernels.ElementType;
import org.canter.kernels.NonFiniteException;
import org.canter.kernels.Slab;
import org.canter.kernels.StepKind;
import org.canter.rollout.UpdateBatch;

/**
 * A value that is linear in observations, their squares and powers of time, refitted to each batch
 * alone by ridge regression. It predicts by the weights of the previous fit, 0 before the first.
 */
final class LinearBaseline implements Baseline {
  private final Compute compute;
  private final LinearFeatures features;
  private final double ridge;
  private final Slab weights;

  LinearBaseline(Compute compute, int observations, double ridge) {
    this.compute = compute;
    this.features = new LinearFeatures(observations);
    this.ridge = ridge;
    this.weights = Slab.allocate(ElementType.F64, features.count());
  }

  @Override
  public void predict(UpdateBatch batch, Slab value, Slab bootstrap) {
    int[] times = EpisodeTimes.of(batch.host());
    double[] w = weights.toDoubles();
    double[] row = new double[w.length];
    for (int i = 0; i < times.length; i++) {
      features.write(row, batch.observation(), i, times[i]);
      value.set(i, dot(w, row));
    }
    Slab bootObservation = batch.bootObservation();
    Slab bootPlace = batch.bootPlace();
    for (int i = 0; i < batch.bootCount(); i++) {
      int place = bootPlace.getInt(i);
      // after a FAULT the row's own observation comes back, else the one that follows
      boolean own = batch.step().getByte(place) == StepKind.FAULT.code();
      features.write(row, bootObservation, i, times[place] + (own ? 0 : 1));
      bootstrap.set(place, dot(w, row));
    }
  }

  @Override
  public FitReport fit(UpdateBatch batch, Slab target, Progress progress) {
    requireFinite(batch.observation(), "observations");
    requireFinite(target, "targets");
    int[] times = EpisodeTimes.of(batch.host());
    int[] rows = CountingRows.of(batch.host());
    RidgeRegression regression = new RidgeRegression(features.count());
    double[] row = new double[features.count()];
    for (int i : rows) {
      features.write(row, batch.observation(), i, times[i]);
      regression.add(row, target.get(i));
    }
    double[] old = weights.toDoubles();
    double[] found = regression.solve(ridge);
    weights.copyFrom(found);
    SquaredError before = new SquaredError();
    SquaredError after = new SquaredError();
    for (int i : rows) {
      features.write(row, batch.observation(), i, times[i]);
      before.add(dot(old, row), target.get(i));
      after.add(dot(found, row), target.get(i));
    }
    return new FitReport(
        before.explainedVariance(), after.explainedVariance(), before.loss(), after.loss(), 1);
  }

  private void requireFinite(Slab slab, String name) {
    long count = compute.vectors().countNonFinite(slab);
    if (count > 0) {
      throw new NonFiniteException(
          count
              + " of "
              + slab.elements()
              + " "
              + name
              + " of a linear baseline are NaN or infinite; look at the rewards and observations of"
              + " the environment");
    }
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  @Override
  public void save(StateWriter out) {
    out.put("value.weights", weights);
  }

  @Override
  public void restore(StateReader in) {
    in.read("value.weights", weights);
  }

  @Override
  public void close() {
    weights.close();
  }
}
