// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSpec;
import org.canter.env.FaultReport;
import org.canter.kernels.KernelContext;

/**
 * Lets a policy act in N environments and puts what happens into a batch. Each worker thread owns a
 * contiguous slice of the environments for a whole horizon.
 *
 * <p>A collection is all or nothing: if it is interrupted, or a task throws, the collector stands
 * where it stood before and can be used on. One call at a time; a second one at the same moment is
 * refused. Only {@link #cancel()} and {@link #close()} may come from any thread at any time.
 */
public final class RolloutCollector implements AutoCloseable {
  private final ActorFactory actors;
  private final RolloutConfig config;
  private final SliceCrew crew;
  private final EnvironmentSpec spec;
  private final byte[] identity;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile boolean closed;
  private boolean released;

  private RolloutCollector(ActorFactory actors, RolloutConfig config, SliceCrew crew) {
    this.actors = actors;
    this.config = config;
    this.crew = crew;
    this.spec = crew.workers().get(0).columns().slice.spec();
    this.identity = CollectorState.identity(spec, config);
  }

  /**
   * Opens the environments, starts the threads and begins the first episodes; the caller closes the
   * collector.
   *
   * @param factory opens the environments
   * @param actors make what acts; what they are made of stays open longer than the collector
   * @param config the sizes
   * @return the collector
   * @throws RolloutException if environment, policy and horizon do not fit together, or an
   *     environment cannot be reset
   */
  public static RolloutCollector open(
      EnvironmentFactory factory, ActorFactory actors, RolloutConfig config) {
    config.horizon().longestEpisode(factory.spec());
    return new RolloutCollector(actors, config, SliceCrew.open(factory, actors, config));
  }

  /**
   * What the policy acts in.
   *
   * @return the environments' spec, with the mapping's action space
   */
  public EnvironmentSpec spec() {
    return spec;
  }

  /**
   * What the collector is made of.
   *
   * @return as given
   */
  public RolloutConfig config() {
    return config;
  }

  /**
   * Allocates a batch of the right size; the caller closes it.
   *
   * @param scaled whether observations will be scaled
   * @return a batch
   */
  public TrajectoryBatch newBatch(boolean scaled) {
    return newBatch(scaled, actors.context());
  }

  /**
   * Allocates a batch of the right size that will be copied to where updates run; the caller closes
   * it.
   *
   * @param scaled whether observations will be scaled
   * @param reader the context of updates
   * @return a batch with the host
   */
  public TrajectoryBatch newBatch(boolean scaled, KernelContext reader) {
    return TrajectoryBatch.allocate(actors.context(), reader, shape(), scaled);
  }

  /**
   * Fills a batch. An interrupt of the calling thread is honoured within a step.
   *
   * @param batch from {@link #newBatch}; what it held is overwritten
   * @param scaling of the observations; null if the batch is not scaled
   * @throws RolloutInterruptedException if it was ended from outside
   * @throws RolloutException if a task or the policy threw; the message names the environments
   */
  public void collect(TrajectoryBatch batch, ObservationScaling scaling) {
    enter();
    try {
      batch.require(actors.context(), shape(), scaling != null);
      List<SliceWorker> workers = crew.workers();
      crew.attempt("collecting", i -> workers.get(i).collect(batch, scaling, crew.stop()));
      batch.finish(workers, scaling);
    } finally {
      lock.unlock();
    }
  }

  /** Ends the collection under way, if there is one, within a step. */
  public void cancel() {
    crew.stop().raise();
  }

  /** Whether the collection under way has been told to end. */
  boolean isStopping() {
    return crew.stop().isRaised();
  }

  /**
   * Everything that the next collections follow from, apart from the policy and the scaling.
   *
   * @return bytes for a checkpoint, the same for any number of threads
   */
  public byte[] save() {
    enter();
    try {
      return CollectorState.save(identity, crew.workers());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Takes over a saved state: what follows has the same bits as what followed there.
   *
   * @param state of a collector of the same environment, number, unit, mapping, seed and stream;
   *     its threads and steps do not matter
   * @throws RolloutException if it is none; this collector is then unchanged
   */
  public void restore(byte[] state) {
    enter();
    try {
      CollectorState.require(state, identity, crew.workers());
      crew.attempt(
          "restoring",
          i -> {
            SliceColumns columns = crew.workers().get(i).columns();
            columns.restore(CollectorState.part(state, identity, columns));
          });
    } finally {
      lock.unlock();
    }
  }

  /**
   * How many FAULTs there have been.
   *
   * @return in all environments since they were opened, those of collections that were taken back
   *     included
   */
  public long faultCount() {
    enter();
    try {
      return crew.workers().stream().mapToLong(one -> one.columns().slice.faultCount()).sum();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What is known of the latest FAULTs, for replays.
   *
   * @return the reports of all slices
   */
  public List<FaultReport> faults() {
    enter();
    try {
      return crew.workers().stream()
          .flatMap(worker -> worker.columns().slice.faults().stream())
          .toList();
    } finally {
      lock.unlock();
    }
  }

  private TrajectoryBatch.Shape shape() {
    return new TrajectoryBatch.Shape(
        config.horizon().steps(),
        config.environments(),
        actors.observations(),
        actors.actions(),
        actors.parameters());
  }

  /** Begins a call; pair with unlock in a finally block. */
  private void enter() {
    if (!lock.tryLock()) {
      throw new RolloutException(
          "the collector is at work for another thread; wait for that call to return");
    }
    // first lowered, then looked at `closed`: close() does it the other way round
    crew.stop().lower();
    RuntimeException refusal = refusal();
    if (refusal != null) {
      lock.unlock();
      throw refusal;
    }
  }

  private RuntimeException refusal() {
    if (closed) {
      return new RolloutException("a closed collector was used; open another one");
    }
    if (crew.broken() != null) {
      return new RolloutException(
          "the environments of this collector could not go back after a failure; close it, and open"
              + " another one",
          crew.broken());
    }
    return null;
  }

  /**
   * Ends the collection under way, if there is one, then the threads, and closes the environments;
   * later calls do nothing.
   */
  @Override
  public void close() {
    closed = true;
    cancel();
    lock.lock();
    try {
      if (!released) {
        released = true;
        crew.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
