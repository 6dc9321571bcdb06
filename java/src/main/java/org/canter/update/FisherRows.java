// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.compute.Shuffle;
import org.canter.kernels.Batch;
import org.canter.kernels.ElementType;
import org.canter.kernels.Mlp;
import org.canter.kernels.Slab;
import org.canter.kernels.Tape;
import org.canter.policy.PolicyModel;

/**
 * The rows that Fisher-vector products are made on: all of the batch, whose activations the
 * gradient has kept, or a random part, which is recorded once an update.
 */
final class FisherRows implements AutoCloseable {
  private static final int PURPOSE = 2;

  private final Resources owned = new Resources();
  private final PolicyModel model;
  private final double fraction;
  private final Tape tape;
  private final Mlp forward;
  private final Shuffle shuffle;
  private final Slab picks;

  FisherRows(Compute compute, PolicyModel model, int rows, double fraction, long seed) {
    this.model = model;
    this.fraction = fraction;
    int most = count(rows);
    this.tape = owned.own(Tape.create(compute.context(), model.network(), most));
    this.forward = new Mlp(compute.context(), model.network());
    this.shuffle = new Shuffle(seed, PURPOSE);
    this.picks = fraction < 1 ? owned.own(compute.allocate(ElementType.I32, most)) : null;
  }

  private int count(int rows) {
    return Math.max(1, (int) Math.ceil(fraction * rows));
  }

  /** The activations that products are made of. */
  Tape tape() {
    return tape;
  }

  /** Whether products are made on a part of the rows. */
  boolean isPart() {
    return picks != null;
  }

  /** Records the part of a batch; does nothing where all rows are used. */
  void record(Batch batch, long iteration) {
    if (picks == null) {
      return;
    }
    shuffle.begin(batch.index(), Math.toIntExact(batch.sourceRows()));
    int count = count(shuffle.rows());
    shuffle.sample(picks, iteration, count);
    forward.record(tape, null, model.theta(), batch.observation(), picks.rows(0, count));
  }

  @Override
  public void close() {
    owned.close();
  }
}
