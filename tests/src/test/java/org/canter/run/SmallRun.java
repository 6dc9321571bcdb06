// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import org.canter.train.TrainConfig;

/** Trains in a directory by the library, to the end. */
final class SmallRun {
  private static final RunListener NOBODY = new RunListener() {};

  private SmallRun() {}

  /** A new run of an environment that has an id. */
  static RunSummary train(Path path, TrainConfig config, int threads) throws IOException {
    return train(path, config, EnvironmentRegistry.standard().find(config.env()), threads);
  }

  /** A new run. */
  static RunSummary train(Path path, TrainConfig config, EnvironmentFactory factory, int threads)
      throws IOException {
    try (TrainingRun run = TrainingRun.begin(path, config, factory, threads)) {
      return run.run(NOBODY);
    }
  }

  /** Goes on with what lies in a directory. */
  static RunSummary resume(Path path, EnvironmentFactory factory, int threads) throws IOException {
    try (TrainingRun run = TrainingRun.resume(SavedRun.at(path), factory, threads)) {
      return run.run(NOBODY);
    }
  }

  /** Goes on with what lies in a directory; begins if nothing does. */
  static RunSummary finish(Path path, TrainConfig config, int threads) throws IOException {
    EnvironmentFactory factory = EnvironmentRegistry.standard().find(config.env());
    return new RunDirectory(path).exists()
        ? resume(path, factory, threads)
        : train(path, config, factory, threads);
  }

  /** Copies a directory as it is. */
  static Path copy(Path from, Path to) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(from)) {
      all = walk.toList();
    }
    for (Path one : all) {
      Path target = to.resolve(from.relativize(one).toString());
      if (Files.isDirectory(one)) {
        Files.createDirectories(target);
      } else {
        Files.copy(one, target);
      }
    }
    return to;
  }

  /** Deletes a directory with all that is in it. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.sorted(Comparator.reverseOrder()).forEach(SmallRun::remove);
    }
  }

  private static void remove(Path one) {
    try {
      Files.delete(one);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
