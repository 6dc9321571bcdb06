// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.canter.checkpoint.Checkpoint;
import org.canter.checkpoint.CheckpointStore;
import org.canter.checkpoint.Fingerprint;
import org.canter.compute.Device;
import org.canter.config.ConfigLayer;
import org.canter.config.ConfigResolver;
import org.canter.train.TrainConfig;

/** A run that lies in a directory: its configuration and its checkpoints. */
public final class SavedRun {
  static final String BEST = "best";
  static final String FILES = "files";
  static final String CLOCK = "clock";
  static final String FINGERPRINT = "fingerprint";

  private final RunDirectory directory;
  private final TrainConfig config;
  private final CheckpointStore store;

  private SavedRun(RunDirectory directory, TrainConfig config) {
    this.directory = directory;
    this.config = config;
    this.store = new CheckpointStore(directory.checkpoints(), config.checkpoint().keep());
  }

  /**
   * Looks at a directory.
   *
   * @param path of the run
   * @return the run
   * @throws RunException if there is none
   */
  public static SavedRun at(Path path) {
    RunDirectory directory = new RunDirectory(path);
    if (!Files.isDirectory(path)) {
      throw new RunException(path + ": no such directory; canter train makes one");
    }
    if (!directory.exists()) {
      throw new RunException(
          path + " holds no config.yaml, so no run was begun there; canter train begins one");
    }
    ConfigLayer layer = ConfigLayer.ofYaml(directory.config().toString(), directory.config());
    return new SavedRun(directory, ConfigResolver.resolve(TrainConfig.defaults(), List.of(layer)));
  }

  /**
   * Where it lies.
   *
   * @return the directory
   */
  public RunDirectory directory() {
    return directory;
  }

  /**
   * What it was made of.
   *
   * @return the configuration
   */
  public TrainConfig config() {
    return config;
  }

  /**
   * Its checkpoints.
   *
   * @return the store
   */
  public CheckpointStore store() {
    return store;
  }

  /**
   * The newest checkpoint that is whole.
   *
   * @return the checkpoint
   * @throws RunException if there is none, with what was wrong with each
   */
  public Checkpoint newest() {
    Optional<Checkpoint> found = store.newest();
    return found.orElseThrow(
        () ->
            new RunException(
                directory.checkpoints()
                    + (store.damages().isEmpty()
                        ? " holds no checkpoint yet"
                        : " holds no whole checkpoint: " + store.damages())
                    + "; begin anew with canter train --config "
                    + directory.config()
                    + " --out ANOTHER"));
  }

  /**
   * The kind of device that updates ran on when the newest checkpoint was written.
   *
   * @return {@link Device#CPU} or {@link Device#CUDA}; empty if there is no whole checkpoint
   */
  public Optional<String> deviceKind() {
    return store
        .newest()
        .map(newest -> Fingerprint.parse(newest.entry(FINGERPRINT)))
        .map(there -> there.hasGpu() ? Device.CUDA : Device.CPU);
  }

  /**
   * How this machine differs from the one that wrote a checkpoint.
   *
   * @param checkpoint of this run
   * @param device where updates are to run here
   * @return a line for each fact; empty if bits will be the same
   */
  public static List<String> differences(Checkpoint checkpoint, Device device) {
    Fingerprint there = Fingerprint.parse(checkpoint.entry(FINGERPRINT));
    return device.fingerprint().differences(there);
  }
}
