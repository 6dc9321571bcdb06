// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Slab;

/**
 * What a collection leaves behind: T steps of N environments, in slabs that are allocated once and
 * used by every collection anew. Row t of column n is element t * N + n; in the slabs of rows it is
 * row t * N + n. The slabs belong to the batch; {@link #close()} frees them.
 *
 * <p>A column may be filled in part ({@link Horizon.Unit#EPISODES}): its first {@link #length} rows
 * count, the others hold zeros, with TERMINAL as the kind of their step. {@link #index()} names the
 * rows that count.
 *
 * <p>Where a sum of rewards goes on beyond what is in the batch (a TIMEOUT, a FAULT, a cut at the
 * end of the horizon), the observation to take the value of is a row of {@link #boot()}: after a
 * TIMEOUT or at a cut the one that follows the step, before any reset; after a FAULT the step's
 * own.
 */
public final class TrajectoryBatch implements UpdateBatch, AutoCloseable {
  private final int steps;
  private final int environments;
  private final boolean scaled;
  private final List<Slab> owned = new ArrayList<>();
  private final KernelContext reader;
  private final Slab raw;
  private final Slab observation;
  private final Slab action;
  private final Slab logProbability;
  private final Slab parameters;
  private final Slab reward;
  private final Slab step;
  private final BootRows boot;
  private final int[] lengths;
  private final int[] begins;
  private List<EpisodeRecord> episodes = List.of();
  private Slab indexRoom;
  private Slab index;
  private int size;

  private TrajectoryBatch(
      KernelContext context, KernelContext reader, Shape shape, boolean scaled) {
    this.reader = reader;
    this.steps = shape.steps;
    this.environments = shape.environments;
    this.scaled = scaled;
    this.lengths = new int[environments];
    this.begins = new int[environments];
    try {
      ElementType real = context.elementType();
      raw = own(real, steps, environments, shape.observations);
      observation = scaled ? own(real, steps, environments, shape.observations) : raw;
      action = own(real, steps, environments, shape.actions);
      logProbability = own(real, steps, environments);
      parameters = own(real, steps, environments, shape.parameters);
      reward = own(real, steps, environments);
      step = own(ElementType.U8, steps, environments);
      boot = new BootRows(context, reader, environments, shape.observations);
    } catch (RuntimeException failure) {
      owned.forEach(Slab::close);
      throw failure;
    }
  }

  /**
   * The sizes of a batch.
   *
   * @param steps T
   * @param environments N
   * @param observations O
   * @param actions A
   * @param parameters D
   */
  public record Shape(int steps, int environments, int observations, int actions, int parameters) {}

  /**
   * Allocates a batch with the host that will be copied to where updates run; the caller closes it.
   *
   * @param context of the processor; its element type is that of the slabs
   * @param reader the context of updates, to which copies are to be fast
   * @param shape the sizes
   * @param scaled whether observations will be scaled, which takes a slab more
   * @return a batch of zeros
   */
  public static TrajectoryBatch allocate(
      KernelContext context, KernelContext reader, Shape shape, boolean scaled) {
    return new TrajectoryBatch(context, reader, shape, scaled);
  }

  @Override
  public int steps() {
    return steps;
  }

  @Override
  public int environments() {
    return environments;
  }

  /**
   * Whether observations are scaled.
   *
   * @return true if {@link #raw()} and {@link #observation()} are two slabs
   */
  public boolean isScaled() {
    return scaled;
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

  /**
   * Observations to bootstrap from.
   *
   * @return the rows of the last collection
   */
  public BootRows boot() {
    return boot;
  }

  @Override
  public int bootCount() {
    return boot.count();
  }

  @Override
  public Slab bootObservation() {
    return boot.count() > 0 ? boot.observation() : null;
  }

  @Override
  public Slab bootPlace() {
    return boot.count() > 0 ? boot.places() : null;
  }

  @Override
  public TrajectoryBatch host() {
    return this;
  }

  /**
   * Episodes that ended, ordered by environment, then by time.
   *
   * @return the records of the last collection; unmodifiable
   */
  public List<EpisodeRecord> episodes() {
    return episodes;
  }

  /**
   * How many rows of a column count.
   *
   * @param environment the column
   * @return 0 to T
   */
  public int length(int environment) {
    return lengths[environment];
  }

  /**
   * How far the episode of a column's first row had come before it.
   *
   * @param environment the column
   * @return steps, 0 where the episode begins with the batch
   */
  public int firstStep(int environment) {
    return begins[environment];
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Slab index() {
    return index;
  }

  /**
   * The memory of the slabs.
   *
   * @return bytes
   */
  public long bytes() {
    return owned.stream().mapToLong(Slab::bytes).sum() + boot.bytes();
  }

  /** Takes over what the workers of a collection found, in the order of their slices. */
  void finish(List<SliceWorker> workers, ObservationScaling scaling) {
    List<EpisodeRecord> found = new ArrayList<>();
    size = 0;
    for (SliceWorker worker : workers) {
      worker.episodes().appendTo(found);
      for (int row = 0; row < worker.columns().rows; row++) {
        int length = worker.length(row);
        lengths[worker.columns().first + row] = length;
        begins[worker.columns().first + row] = worker.begin(row);
        size += length;
      }
    }
    found.sort(
        Comparator.comparingInt(EpisodeRecord::environment).thenComparingInt(EpisodeRecord::row));
    episodes = List.copyOf(found);
    boot.gather(workers.stream().map(SliceWorker::boots).toList(), scaling);
    index = size == steps * environments ? null : namedRows();
  }

  private Slab namedRows() {
    if (indexRoom == null) {
      indexRoom = own(ElementType.I32, (long) steps * environments);
    }
    int[] places = new int[environments];
    int next = 0;
    for (int t = 0; next < size; t++) {
      int found = 0;
      for (int n = 0; n < environments; n++) {
        if (t < lengths[n]) {
          places[found++] = t * environments + n;
        }
      }
      indexRoom.copyFrom(next, places, 0, found);
      next += found;
    }
    return indexRoom.rows(0, size);
  }

  private Slab own(ElementType type, long... shape) {
    Slab slab = reader.allocateHost(type, shape);
    owned.add(slab);
    return slab;
  }

  /** Throws unless the batch has these sizes, this element type and scaling. */
  void require(KernelContext other, Shape shape, boolean wantsScaled) {
    Shape own = new Shape(steps, environments, raw.width(), action.width(), parameters.width());
    if (!own.equals(shape) || scaled != wantsScaled || raw.type() != other.elementType()) {
      throw new RolloutException(
          "a batch of "
              + own
              + ", "
              + raw.type()
              + (scaled ? ", scaled" : ", not scaled")
              + " for a collection of "
              + shape
              + ", "
              + other.elementType()
              + (wantsScaled ? ", scaled" : ", not scaled")
              + "; let the collector make it with newBatch");
    }
  }

  /** Frees the slabs; later calls do nothing. */
  @Override
  public void close() {
    owned.forEach(Slab::close);
    boot.close();
  }
}
