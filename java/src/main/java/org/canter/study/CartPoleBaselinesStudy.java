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

/**
 * REINFORCE without a baseline against a vanilla policy gradient with GAE(0.99, 0.97), as Lovatto's
 * slides compare them: the same policy, step rule and batches of ten whole episodes. On
 * CartPole-v1, whose episodes last up to 500 steps; the slides have v0 with 200.
 */
final class CartPoleBaselinesStudy implements Study {
  private static final String NAME = "cartpole-baselines";
  private static final String ENVIRONMENT = "gym/CartPole-v1";
  private static final int SEEDS = 10;
  private static final long STEPS = 150_000;
  private static final long QUICK_STEPS = 20_000;
  private static final String REINFORCE = "REINFORCE, no baseline";
  private static final String VPG = "VPG with GAE(0.99, 0.97)";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "REINFORCE without a baseline against VPG with GAE(0.99, 0.97), on CartPole-v1";
  }

  @Override
  public List<StudyRun> runs(StudyOptions options) {
    options.requireOwnTasks(NAME);
    Map<String, Object> common = new LinkedHashMap<>();
    common.put("steps", options.quick() ? QUICK_STEPS : STEPS);
    common.put("rollout.unit", "episodes");
    common.put("rollout.environments", 10);
    common.put("rollout.horizon", 0);
    common.put("rollout.episodes", 1);
    common.put("advantage.gamma", 0.99);
    common.put("evaluation.every", 0);
    Map<String, Object> reinforce = new LinkedHashMap<>(common);
    // a shift to mean 0 would be a baseline
    reinforce.put("advantage.standardize", false);
    Map<String, Object> vpg = new LinkedHashMap<>(common);
    vpg.put("advantage.lambda", 0.97);
    vpg.put("advantage.target", "returns");
    List<StudyRun> runs = new ArrayList<>();
    for (long seed : options.seedsOr(SEEDS)) {
      runs.add(run(REINFORCE, "reinforce", seed, reinforce, options));
    }
    for (long seed : options.seedsOr(SEEDS)) {
      runs.add(run(VPG, "vpg", seed, vpg, options));
    }
    return runs;
  }

  private static StudyRun run(
      String group, String algorithm, long seed, Map<String, ?> study, StudyOptions options) {
    TrainConfig config = StudyConfig.asWritten(ENVIRONMENT, algorithm, seed, study, options);
    return new StudyRun(algorithm + "-s" + seed, group, config, 0, config.steps());
  }

  @Override
  public StudyReport report(StudyFolder folder, List<StudyRun> runs, StudyOptions options)
      throws IOException {
    List<TaskScores> scores = new ArrayList<>();
    String command = options.command(NAME, List.of());
    for (Map.Entry<String, List<StudyRun>> group : StudyFigures.byGroup(runs).entrySet()) {
      scores.add(TaskScores.read(folder, group.getKey(), command, group.getValue()));
    }
    String text = markdown(scores);
    List<Path> files = new ArrayList<>(List.of(folder.file("table.md"), folder.file("runs.csv")));
    WholeFile.write(files.get(0), text);
    WholeFile.write(files.get(1), ScoreTables.runs(scores).csv());
    CurvePlot plot =
        new CurvePlot(
            ENVIRONMENT,
            "environment steps",
            "mean return of the last 100 episodes",
            StudyFigures.returns(folder, runs));
    files.addAll(StudyFigures.write(folder, NAME, plot));
    return new StudyReport(text, files);
  }

  private static String markdown(List<TaskScores> scores) {
    Table table = new Table(List.of("method", "final", "IQM", "final policy of each seed"));
    for (TaskScores one : scores) {
      Spread last = one.last();
      table.add(
          List.of(one.label(), last.brief(), Table.brief(last.interquartileMean()), last.each()));
    }
    return table.markdown() + "\nMade by `" + scores.get(0).command() + "`.\n";
  }
}
