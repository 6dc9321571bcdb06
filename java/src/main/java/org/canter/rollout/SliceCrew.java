// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import org.canter.env.EnvironmentFactory;

/**
 * The workers of a collector on their threads. What they attempt together is all or nothing: if one
 * fails, or they are stopped, all of them go back to where they were.
 */
final class SliceCrew implements AutoCloseable {
  private final List<SliceWorker> workers;
  private final WorkerThreads threads;
  private final StopSignal stop = new StopSignal();
  // the state before the attempt under way, one for each slice; good where `kept` says so
  private final ByteBuffer[] before;
  private final boolean[] kept;
  private Throwable broken;

  private SliceCrew(List<SliceWorker> workers) {
    this.workers = workers;
    this.before = new ByteBuffer[workers.size()];
    this.kept = new boolean[workers.size()];
    this.threads = new WorkerThreads(workers.size(), "canter-rollout");
  }

  /** Opens the slices, starts the threads and begins the first episodes. */
  static SliceCrew open(EnvironmentFactory factory, ActorFactory actors, RolloutConfig config) {
    SliceCrew crew = new SliceCrew(Slices.open(factory, actors, config));
    try {
      crew.all("first resets", i -> crew.workers.get(i).columns().resetAll());
      for (int i = 0; i < crew.before.length; i++) {
        SliceColumns columns = crew.workers.get(i).columns();
        crew.before[i] = ByteBuffer.allocate(Math.multiplyExact(columns.rows, columns.rowBytes()));
      }
      return crew;
    } catch (RuntimeException | Error failure) {
      Slices.closeAfter(failure, List.of(crew));
      throw failure;
    }
  }

  List<SliceWorker> workers() {
    return workers;
  }

  StopSignal stop() {
    return stop;
  }

  /** What kept the slices from going back after a failure; null if nothing. */
  Throwable broken() {
    return broken;
  }

  /** Does a job in all slices, or in none. */
  void attempt(String what, IntConsumer part) {
    Arrays.fill(kept, false);
    IntConsumer guarded =
        i -> {
          workers.get(i).columns().save(before[i].clear());
          kept[i] = true;
          try {
            part.accept(i);
          } catch (Throwable failure) {
            stop.raise();
            throw failure;
          }
        };
    try {
      all(what, guarded);
    } catch (RuntimeException failure) {
      rollBack(failure);
      throw failure;
    }
  }

  private void rollBack(RuntimeException failure) {
    IntConsumer goBack =
        i -> {
          if (kept[i]) {
            workers.get(i).columns().restore(before[i].flip());
          }
        };
    try {
      all("going back after a failure", goBack);
    } catch (RuntimeException another) {
      broken = another;
      failure.addSuppressed(another);
    }
  }

  /** Does a job on all threads, and throws what the first slice that failed threw. */
  private void all(String what, IntConsumer part) {
    threads.run(part, stop::raise);
    boolean stopped = false;
    for (int i = 0; i < workers.size(); i++) {
      Throwable failure = threads.failure(i);
      if (failure instanceof StopSignal.Stopped) {
        stopped = true;
      } else if (failure != null) {
        throw describe(what, workers.get(i), failure);
      }
    }
    if (stopped) {
      throw new RolloutInterruptedException(
          what + " was ended from outside; the environments stand where they stood before");
    }
  }

  private static RolloutException describe(String what, SliceWorker worker, Throwable failure) {
    SliceColumns columns = worker.columns();
    String text = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return new RolloutException(
        what
            + ", environments "
            + columns.first
            + ".."
            + (columns.first + columns.rows - 1)
            + ", row "
            + worker.time()
            + " of the batch: "
            + text,
        failure);
  }

  /** Ends the threads, then closes the environments; no attempt may be under way. */
  @Override
  public void close() {
    threads.close();
    Slices.close(workers);
  }
}
