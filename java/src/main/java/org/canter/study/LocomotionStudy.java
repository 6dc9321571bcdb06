// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.canter.io.WholeFile;
import org.canter.plot.CurvePlot;
import org.canter.train.TrainConfig;

/** The results table: a method with its presets on every task, scored as the protocol has it. */
final class LocomotionStudy implements Study {
  private static final String NAME = "locomotion";
  private static final int SEEDS = 5;
  private static final long QUICK_STEPS = 20_000;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "the results table: a method (TRPO) with its presets on the gym tasks";
  }

  @Override
  public List<StudyRun> runs(StudyOptions options) {
    List<StudyRun> runs = new ArrayList<>();
    for (LocomotionTask task : tasks(options)) {
      for (long seed : options.seedsOr(SEEDS)) {
        runs.add(run(task, seed, options));
      }
    }
    return runs;
  }

  private static List<LocomotionTask> tasks(StudyOptions options) {
    return options.environments().isEmpty()
        ? LocomotionTask.ALL
        : options.environments().stream().distinct().map(LocomotionTask::of).toList();
  }

  private static StudyRun run(LocomotionTask task, long seed, StudyOptions options) {
    String algorithm = options.algorithm().isEmpty() ? "trpo" : options.algorithm();
    Map<String, Object> study = new LinkedHashMap<>();
    if (options.quick()) {
      study.put("steps", QUICK_STEPS);
      study.put("evaluation.final_episodes", 10);
    }
    TrainConfig config =
        StudyConfig.withPreset(task.environment(), algorithm, seed, study, options);
    // the family tells apart tasks of one name
    String name = task.environment().replace('/', '-') + "-" + algorithm + "-s" + seed;
    return new StudyRun(name, task.environment(), config, 0, task.cost() * config.steps());
  }

  @Override
  public StudyReport report(StudyFolder folder, List<StudyRun> runs, StudyOptions options)
      throws IOException {
    List<TaskScores> scores = new ArrayList<>();
    List<Path> files = new ArrayList<>();
    for (Map.Entry<String, List<StudyRun>> group : StudyFigures.byGroup(runs).entrySet()) {
      String command = options.command(NAME, List.of(group.getKey()));
      scores.add(TaskScores.read(folder, group.getKey(), command, group.getValue()));
      files.addAll(draw(folder, group.getKey(), group.getValue()));
    }
    String text = ScoreTables.markdown(scores);
    files.addAll(
        0, List.of(folder.file("table.md"), folder.file("table.csv"), folder.file("runs.csv")));
    WholeFile.write(files.get(0), text);
    WholeFile.write(files.get(1), ScoreTables.tasks(scores).csv());
    WholeFile.write(files.get(2), ScoreTables.runs(scores).csv());
    return new StudyReport(text, files);
  }

  private static List<Path> draw(StudyFolder folder, String environment, List<StudyRun> runs)
      throws IOException {
    String title = environment + ", " + runs.get(0).config().algo();
    CurvePlot plot =
        new CurvePlot(
            title,
            "environment steps",
            "mean return of the last 100 episodes",
            StudyFigures.returns(folder, runs));
    return StudyFigures.write(folder, environment.replace('/', '-'), plot);
  }
}
