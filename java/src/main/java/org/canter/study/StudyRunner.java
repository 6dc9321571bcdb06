// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.run.RunListener;
import org.canter.run.SavedRun;
import org.canter.run.TrainingRun;
import org.canter.train.IterationReport;

/**
 * Does the runs of a study that are not done yet, several side by side on a thread each: results do
 * not depend on threads, and two runs of one thread take less time than one after the other on two.
 * A run that was begun is resumed. The longest runs come first, so that no thread waits long for
 * the last one.
 */
public final class StudyRunner {
  private final StudyFolder folder;
  private final EnvironmentRegistry registry;
  private final int threads;
  private final StudyListener listener;
  private final Map<StudyRun, EnvironmentFactory> factories = new HashMap<>();
  // guards itself and the closing of what it holds, so that no run is closed while it is stopped
  private final Set<TrainingRun> active = new HashSet<>();
  private volatile boolean stopping;

  /**
   * Prepares.
   *
   * @param folder where the runs lie
   * @param registry knows their environments
   * @param threads how many runs go on side by side, at least 1
   * @param listener hears of every iteration
   */
  public StudyRunner(
      StudyFolder folder, EnvironmentRegistry registry, int threads, StudyListener listener) {
    this.folder = folder;
    this.registry = registry;
    this.threads = threads;
    this.listener = listener;
  }

  /**
   * Does what is left to do, or what can be done until {@link #stop()}. A run that fails does not
   * keep the others from being done.
   *
   * @param runs all runs of the study
   * @return whether all are done; false if it was stopped
   * @throws IOException if a directory cannot be read
   * @throws StudyException if a directory holds another run, or a run failed
   */
  public boolean run(List<StudyRun> runs) throws IOException {
    List<StudyRun> left = left(runs);
    listener.planned(left, runs.size() - left.size());
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Callable<Void>> jobs = new ArrayList<>();
      for (StudyRun run : left) {
        jobs.add(
            () -> {
              execute(run);
              return null;
            });
      }
      finish(left, pool.invokeAll(jobs));
    } catch (InterruptedException interrupt) {
      stop();
      Thread.currentThread().interrupt();
    } finally {
      pool.shutdown();
    }
    return !stopping;
  }

  /** What is not done, the longest first; refuses at once what would fail later. */
  private List<StudyRun> left(List<StudyRun> runs) throws IOException {
    List<StudyRun> left = new ArrayList<>();
    for (StudyRun run : runs) {
      factories.put(run, registry.find(run.config().env()));
      folder.isBegun(run);
      if (!folder.isDone(run)) {
        left.add(run);
      }
    }
    left.sort(Comparator.comparingDouble(StudyRun::cost).reversed());
    return left;
  }

  private void finish(List<StudyRun> left, List<Future<Void>> jobs) throws InterruptedException {
    StudyException failure = null;
    for (int i = 0; i < jobs.size(); i++) {
      try {
        jobs.get(i).get();
      } catch (ExecutionException failed) {
        Throwable cause = failed.getCause();
        String text = left.get(i).name() + ": " + cause.getMessage();
        if (failure == null) {
          failure = new StudyException(text, cause);
        } else {
          failure.addSuppressed(new StudyException(text, cause));
        }
      }
    }
    if (failure != null) {
      int more = failure.getSuppressed().length;
      throw more == 0
          ? failure
          : new StudyException(
              failure.getMessage() + " (and " + more + " more runs failed)", failure);
    }
  }

  private void execute(StudyRun run) throws IOException {
    if (stopping) {
      return;
    }
    TrainingRun training = open(run);
    boolean started;
    synchronized (active) {
      active.add(training);
      started = !stopping;
    }
    try {
      if (started) {
        training.run(follow(run, training));
      }
    } finally {
      synchronized (active) {
        active.remove(training);
        training.close();
      }
    }
    if (!stopping) {
      listener.ended(run);
    }
  }

  private TrainingRun open(StudyRun run) throws IOException {
    EnvironmentFactory factory = factories.get(run);
    if (folder.isBegun(run)) {
      return TrainingRun.resume(SavedRun.at(folder.directory(run).path()), factory, 1);
    }
    return TrainingRun.begin(folder.directory(run).path(), run.config(), factory, 1);
  }

  private RunListener follow(StudyRun run, TrainingRun training) {
    return new RunListener() {
      @Override
      public void iterated(IterationReport report) {
        double share =
            run.iterations() > 0
                ? (report.iteration() + 1.0) / run.iterations()
                : (double) report.environmentSteps() / run.config().steps();
        listener.progressed(run, Math.min(1, share));
        if (run.iterations() > 0 && report.iteration() + 1 >= run.iterations()) {
          training.stop();
        }
      }
    };
  }

  /**
   * Ends the study from any thread: the state of every run under way is on the disk when this
   * returns.
   */
  public void stop() {
    stopping = true;
    synchronized (active) {
      active.forEach(TrainingRun::stop);
    }
  }
}
