// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.canter.config.ConfigWriter;
import org.canter.metric.MetricFile;
import org.canter.run.RunDirectory;
import org.canter.run.SavedRun;
import org.canter.train.TrainConfig;

/**
 * Where a study's runs, tables and figures lie.
 *
 * @param path the folder
 */
public record StudyFolder(Path path) {
  /**
   * Where a run lies.
   *
   * @param run one of the study's
   * @return its directory
   */
  public RunDirectory directory(StudyRun run) {
    return new RunDirectory(path.resolve("runs").resolve(run.name()));
  }

  /**
   * Where a table or figure lies.
   *
   * @param name of the file
   * @return its path
   */
  public Path file(String name) {
    return path.resolve(name);
  }

  /** Whether a run needs no more work: it has a summary, or the iterations that it is to have. */
  boolean isDone(StudyRun run) throws IOException {
    RunDirectory directory = directory(run);
    if (Files.exists(directory.summary())) {
      return true;
    }
    return run.iterations() > 0
        && Files.exists(directory.progress())
        && iterations(directory) >= run.iterations();
  }

  private static int iterations(RunDirectory directory) throws IOException {
    Map<String, double[]> columns = MetricFile.read(directory.progress());
    return columns.isEmpty() ? 0 : columns.values().iterator().next().length;
  }

  /** Whether a run was begun; one of another configuration is refused. */
  boolean isBegun(StudyRun run) {
    RunDirectory directory = directory(run);
    if (!directory.exists()) {
      return false;
    }
    TrainConfig found = SavedRun.at(directory.path()).config();
    if (!found.equals(run.config())) {
      throw new StudyException(
          directory.path()
              + " holds a run of another configuration ("
              + String.join(", ", ConfigWriter.changes(found, run.config()))
              + "); give --out another folder, or remove this one");
    }
    return true;
  }
}
