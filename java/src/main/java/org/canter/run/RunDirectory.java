// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the parts of a run lie.
 *
 * @param path the directory
 */
public record RunDirectory(Path path) {
  /**
   * The resolved configuration; it reproduces the run.
   *
   * @return a file
   */
  public Path config() {
    return path.resolve("config.yaml");
  }

  /**
   * Metrics of every iteration that are the same for the same seed.
   *
   * @return a file
   */
  public Path progress() {
    return path.resolve("progress.csv");
  }

  /**
   * The same metrics, a JSON object a line.
   *
   * @return a file
   */
  public Path progressLines() {
    return path.resolve("progress.jsonl");
  }

  /**
   * Scores of the deterministic policy in the course of the run.
   *
   * @return a file
   */
  public Path evaluations() {
    return path.resolve("evaluations.csv");
  }

  /**
   * Hashes of the state after every iteration, for a verification.
   *
   * @return a file
   */
  public Path hashes() {
    return path.resolve("hashes.csv");
  }

  /**
   * Times, memory and threads, which differ from run to run.
   *
   * @return a file
   */
  public Path timing() {
    return path.resolve("timing.csv");
  }

  /**
   * Event files for TensorBoard.
   *
   * @return a folder
   */
  public Path tensorBoard() {
    return path.resolve("tensorboard");
  }

  /**
   * Checkpoints by iteration.
   *
   * @return a folder
   */
  public Path checkpoints() {
    return path.resolve("checkpoints");
  }

  /**
   * What came out.
   *
   * @return a file
   */
  public Path summary() {
    return path.resolve("summary.json");
  }

  /**
   * Whether a run was begun here.
   *
   * @return true if there is a configuration
   */
  public boolean exists() {
    return Files.isRegularFile(config());
  }
}
