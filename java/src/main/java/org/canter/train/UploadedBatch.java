// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.compute.Compute;
import org.canter.compute.Resources;
import org.canter.kernels.ElementType;
import org.canter.kernels.Mlp;
import org.canter.kernels.RowDistributions;
import org.canter.kernels.Slab;
import org.canter.policy.PolicyModel;
import org.canter.rollout.ObservationScaling;
import org.canter.rollout.TrajectoryBatch;
import org.canter.rollout.UpdateBatch;

/**
 * A batch where updates run, when that is not the processor. What was observed, done and rewarded
 * is copied; what follows from it is computed again: scaled observations with the bits of the
 * rollout, and the distributions of the actions by the very kernels that the update evaluates the
 * policy with, so that the old policy is at a distance of exactly 0 from itself.
 */
final class UploadedBatch implements UpdateBatch, AutoCloseable {
  private final Resources owned = new Resources();
  private final Compute compute;
  private final PolicyModel policy;
  private final TrajectoryBatch host;
  private final Slab raw;
  private final Slab observation;
  private final Slab action;
  private final Slab logProbability;
  private final Slab parameters;
  private final Slab reward;
  private final Slab step;
  private final Mlp forward;
  private final RowDistributions distributions;
  private final Slab scratch;
  private Slab indexRoom;
  private Slab bootRoom;
  private Slab placeRoom;

  /** Makes room for copies of a batch. */
  UploadedBatch(Compute compute, PolicyModel policy, TrajectoryBatch host) {
    this.compute = compute;
    this.policy = policy;
    this.host = host;
    this.forward = new Mlp(compute.context(), policy.network());
    this.distributions = new RowDistributions(compute.context(), policy.distribution());
    try {
      raw = like(host.raw());
      observation = host.isScaled() ? like(host.observation()) : raw;
      action = like(host.action());
      logProbability = like(host.logProbability());
      parameters = like(host.parameters());
      reward = like(host.reward());
      step = like(host.step());
      scratch = owned.own(forward.scratch(raw.rows()));
    } catch (RuntimeException | Error failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  private Slab like(Slab slab) {
    return owned.own(compute.allocate(slab.type(), slab.shape()));
  }

  /** Copies what the host's batch holds now; the policy must be the one that acted. */
  UploadedBatch take(ObservationScaling scaling) {
    copy(raw, host.raw());
    copy(action, host.action());
    copy(reward, host.reward());
    copy(step, host.step());
    takeBoots();
    takeIndex();
    if (scaling != null) {
      scaling.apply(compute.context(), observation, raw);
    }
    long rows = raw.rows();
    forward.forward(parameters, policy.theta(), observation, scratch);
    distributions.logProbability(
        logProbability.reshape(rows),
        parameters.reshape(rows, parameters.width()),
        policy.logStd(),
        action.reshape(rows, action.width()));
    return this;
  }

  private static void copy(Slab to, Slab from) {
    to.copyRows(0, from, 0, from.rows());
  }

  private void takeBoots() {
    int count = host.bootCount();
    if (count == 0) {
      return;
    }
    if (placeRoom == null || placeRoom.rows() < count) {
      closeBoots();
      // as much as the host has made room for: the next batches will need no more
      int room = Math.max(count, host.environments());
      bootRoom = compute.allocate(room, raw.width());
      placeRoom = compute.allocate(ElementType.I32, room);
    }
    copy(bootRoom, host.bootObservation());
    copy(placeRoom, host.bootPlace());
  }

  private void takeIndex() {
    if (host.index() != null) {
      if (indexRoom == null) {
        indexRoom = owned.own(compute.allocate(ElementType.I32, raw.rows()));
      }
      copy(indexRoom, host.index());
    }
  }

  @Override
  public int steps() {
    return host.steps();
  }

  @Override
  public int environments() {
    return host.environments();
  }

  @Override
  public int size() {
    return host.size();
  }

  @Override
  public Slab raw() {
    return raw;
  }

  @Override
  public Slab observation() {
    return observation;
  }

  @Override
  public Slab action() {
    return action;
  }

  @Override
  public Slab logProbability() {
    return logProbability;
  }

  @Override
  public Slab parameters() {
    return parameters;
  }

  @Override
  public Slab reward() {
    return reward;
  }

  @Override
  public Slab step() {
    return step;
  }

  @Override
  public Slab index() {
    return host.index() == null ? null : indexRoom.rows(0, host.size());
  }

  @Override
  public int bootCount() {
    return host.bootCount();
  }

  @Override
  public Slab bootObservation() {
    return host.bootCount() == 0 ? null : bootRoom.rows(0, host.bootCount());
  }

  @Override
  public Slab bootPlace() {
    return host.bootCount() == 0 ? null : placeRoom.rows(0, host.bootCount());
  }

  @Override
  public TrajectoryBatch host() {
    return host;
  }

  private void closeBoots() {
    if (placeRoom != null) {
      bootRoom.close();
      placeRoom.close();
    }
  }

  @Override
  public void close() {
    closeBoots();
    owned.close();
  }
}
