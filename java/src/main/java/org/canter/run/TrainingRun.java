// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import org.canter.checkpoint.Checkpoint;
import org.canter.checkpoint.CheckpointStore;
import org.canter.checkpoint.RunLock;
import org.canter.checkpoint.RunLockedException;
import org.canter.compute.Device;
import org.canter.compute.Resources;
import org.canter.config.ConfigWriter;
import org.canter.env.EnvironmentFactory;
import org.canter.io.WholeFile;
import org.canter.rollout.EpisodeReturns;
import org.canter.rollout.RolloutInterruptedException;
import org.canter.train.IterationReport;
import org.canter.train.TrainConfig;
import org.canter.train.Trainer;

/**
 * Training in a directory. After every iteration the whole state is kept in memory, and written to
 * the disk every few iterations, so that a run can end at any moment: what was under way is dropped
 * and done again, to the same bits, when the run is resumed.
 */
public final class TrainingRun implements AutoCloseable {
  private final Resources owned = new Resources();
  private final RunDirectory directory;
  private final TrainConfig config;
  private final EnvironmentFactory factory;
  private final Device device;
  private final int threads;
  private final byte[] fingerprint;
  private final CheckpointStore store;
  private final Trainer trainer;
  private final RunFiles files;
  private final BestPolicy best;
  private final RunClock clock = new RunClock();
  // guards the snapshot and all writing: whoever stops the run waits for a moment when both agree
  private final Object commit = new Object();
  private Checkpoint snapshot;
  private boolean saved;
  private boolean closed;
  private volatile boolean stopping;

  private TrainingRun(
      SavedRun run, EnvironmentFactory factory, Device device, int threads, Checkpoint from)
      throws IOException {
    this.directory = run.directory();
    this.config = run.config();
    this.factory = factory;
    this.device = device;
    this.threads = threads;
    this.fingerprint = device.fingerprint().toBytes();
    this.store = run.store();
    this.best = new BestPolicy(config.evaluation().every());
    try {
      owned.own(RunLock.acquire(directory.path()));
      trainer = owned.own(Trainer.open(config, factory, device, threads));
      if (from != null) {
        trainer.restore(from);
        best.restore(from.entry(SavedRun.BEST));
        clock.restore(from.entry(SavedRun.CLOCK));
      }
      files = owned.own(RunFiles.open(directory, from == null ? null : from.entry(SavedRun.FILES)));
      snapshot = checkpoint(trainer.save());
    } catch (IOException | RuntimeException | Error failure) {
      owned.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Begins a run on the processor in a directory that holds none; the caller closes it.
   *
   * @param path of the directory, which is made
   * @param config of the run
   * @param factory of its environment
   * @param threads at least 1; no result depends on them
   * @return the run, before its first iteration
   * @throws IOException if the directory cannot be written
   * @throws RunException if it holds a run already
   */
  public static TrainingRun begin(
      Path path, TrainConfig config, EnvironmentFactory factory, int threads) throws IOException {
    return begin(path, config, factory, Device.processor(), threads);
  }

  /**
   * Begins a run in a directory that holds none; the caller closes it.
   *
   * @param path of the directory, which is made
   * @param config of the run
   * @param factory of its environment
   * @param device where updates run
   * @param threads at least 1; no result depends on them
   * @return the run, before its first iteration
   * @throws IOException if the directory cannot be written
   * @throws RunException if it holds a run already
   * @throws org.canter.compute.DeviceException if the device has not enough memory
   */
  public static TrainingRun begin(
      Path path, TrainConfig config, EnvironmentFactory factory, Device device, int threads)
      throws IOException {
    RunDirectory directory = new RunDirectory(path);
    Files.createDirectories(path);
    RunLock lock = RunLock.acquire(path);
    try {
      if (directory.exists()) {
        throw new RunException(
            path + " holds a run already; canter resume continues it, --out names another place");
      }
      WholeFile.write(directory.config(), ConfigWriter.yaml(config));
    } finally {
      lock.close();
    }
    try {
      return new TrainingRun(SavedRun.at(path), factory, device, threads, null);
    } catch (RunLockedException taken) {
      // whoever was faster has the run now
      throw taken;
    } catch (IOException | RuntimeException | Error failure) {
      // what cannot begin is no run: the directory stays free for a better configuration
      Files.deleteIfExists(directory.config());
      throw failure;
    }
  }

  /**
   * Goes on, on the processor, from the newest checkpoint, or from the beginning if the run ended
   * before its first one; the caller closes it.
   *
   * @param run what lies in the directory
   * @param factory of its environment
   * @param threads at least 1; no result depends on them
   * @return the run, before its next iteration
   * @throws IOException if the directory cannot be written
   */
  public static TrainingRun resume(SavedRun run, EnvironmentFactory factory, int threads)
      throws IOException {
    return resume(run, factory, Device.processor(), threads);
  }

  /**
   * Goes on from the newest checkpoint, or from the beginning if the run ended before its first
   * one; the caller closes it.
   *
   * @param run what lies in the directory
   * @param factory of its environment
   * @param device where updates run; the bits go on where it is of the run's kind
   * @param threads at least 1; no result depends on them
   * @return the run, before its next iteration
   * @throws IOException if the directory cannot be written
   * @throws org.canter.compute.DeviceException if the device has not enough memory
   */
  public static TrainingRun resume(
      SavedRun run, EnvironmentFactory factory, Device device, int threads) throws IOException {
    return new TrainingRun(run, factory, device, threads, run.store().newest().orElse(null));
  }

  /**
   * Trains to the end, or until {@link #stop()}.
   *
   * @param listener hears of every iteration
   * @return the summary, as it was written; null if the run was stopped
   * @throws IOException if something cannot be written
   */
  public RunSummary run(RunListener listener) throws IOException {
    try {
      while (!trainer.isDone() && !stopping) {
        clock.begin();
        IterationReport report = trainer.iterate();
        evaluateIfDue(report, listener);
        commit(report);
        listener.iterated(report);
      }
    } catch (RolloutInterruptedException interrupted) {
      if (!stopping) {
        throw interrupted;
      }
    }
    save();
    return stopping ? null : summarize();
  }

  private void evaluateIfDue(IterationReport report, RunListener listener) {
    if (!best.isDue(report.environmentSteps())) {
      return;
    }
    long seed = EvaluationSeeds.of(config.seed(), EvaluationSeeds.CHOICE, best.number());
    EpisodeReturns found =
        trainer.agent().evaluate(factory, seed, config.evaluation().episodes(), threads);
    boolean leads = best.offer(report.environmentSteps(), found.mean());
    if (leads) {
      best.keep(trainer.agent().save());
    }
    synchronized (commit) {
      if (!stopping) {
        files.writeEvaluation(report, RunMetrics.evaluation(found, leads));
      }
    }
    listener.evaluated(report.environmentSteps(), found.mean(), leads);
  }

  /** Writes what an iteration did, and takes the new state as the one to go back to. */
  private void commit(IterationReport report) {
    SortedMap<String, byte[]> entries = trainer.save();
    synchronized (commit) {
      if (stopping) {
        return;
      }
      files.write(report, RunMetrics.times(report, clock, threads));
      files.writeHashes(report, RunHashes.row(entries));
      files.flush(false);
      snapshot = checkpoint(entries);
      saved = false;
    }
    if (trainer.iterations() % config.checkpoint().every() == 0) {
      save();
    }
  }

  private Checkpoint checkpoint(SortedMap<String, byte[]> entries) {
    entries.put(SavedRun.BEST, best.save());
    entries.put(SavedRun.FILES, files.save());
    entries.put(SavedRun.CLOCK, clock.save());
    entries.put(SavedRun.FINGERPRINT, fingerprint);
    return new Checkpoint(trainer.iterations(), entries);
  }

  /** Writes the state after the last whole iteration to the disk. */
  private void save() {
    synchronized (commit) {
      if (!saved && !closed) {
        files.flush(true);
        store.save(snapshot);
        saved = true;
      }
    }
  }

  /**
   * Ends the run from any thread: the iteration under way is dropped, and the state before it is on
   * the disk when this returns. Later calls do nothing more.
   */
  public void stop() {
    stopping = true;
    trainer.cancel();
    save();
  }

  /**
   * Iterations of the state that a resumed run would go on from.
   *
   * @return at least 0
   */
  public long savedIterations() {
    synchronized (commit) {
      return snapshot.iteration();
    }
  }

  /**
   * The trainer.
   *
   * @return owned by the run
   */
  public Trainer trainer() {
    return trainer;
  }

  private RunSummary summarize() throws IOException {
    RunSummary summary =
        RunSummary.of(config, trainer, best, factory, device, threads, clock.seconds());
    if (!stopping) {
      WholeFile.write(directory.summary(), summary.json());
    }
    return summary;
  }

  /** Closes files and trainer, then gives the directory free. */
  @Override
  public void close() {
    synchronized (commit) {
      closed = true;
      owned.close();
    }
  }
}
