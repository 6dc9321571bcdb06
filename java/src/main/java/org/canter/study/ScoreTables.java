// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Scores of final and best policies as tables. */
final class ScoreTables {
  private ScoreTables() {}

  /** What a reader wants: a row a task with statistics, and every seed's number. */
  static String markdown(List<TaskScores> all) {
    Table statistics =
        new Table(
            List.of(
                "task", "steps", "final", "IQM", "best", "IQM", "better", "seconds", "command"));
    Table seeds =
        new Table(List.of("task", "final policy of each seed", "best policy of each seed"));
    for (TaskScores one : all) {
      statistics.add(
          List.of(
              one.label(),
              String.format(Locale.ROOT, "%,d", one.runs().get(0).config().steps()),
              one.last().brief(),
              Table.brief(one.last().interquartileMean()),
              one.best().brief(),
              Table.brief(one.best().interquartileMean()),
              Table.brief(one.better().mean()),
              String.format(Locale.ROOT, "%.0f", one.seconds().mean()),
              "`" + one.command() + "`"));
      seeds.add(List.of(one.label(), one.last().each(), one.best().each()));
    }
    return statistics.markdown() + "\n" + note(all.get(0)) + "\n" + seeds.markdown();
  }

  private static String note(TaskScores one) {
    return String.format(
        Locale.ROOT,
        "Returns of the deterministic policy over %d episodes: mean ± sample standard deviation,"
            + " and interquartile mean\n"
            + "(IQM), over %d seeds. final: the last policy; best: the one that evaluations during"
            + " the run chose, on episodes of its\n"
            + "own; better: the mean over seeds of the better of the two. seconds: wall-clock time"
            + " of a run on one thread, its\n"
            + "evaluations included, the mean over seeds.\n",
        one.runs().get(0).config().evaluation().finalEpisodes(),
        one.runs().size());
  }

  /** A row a task for programs. */
  static Table tasks(List<TaskScores> all) {
    List<String> titles = new ArrayList<>(List.of("env", "algo", "steps", "seeds"));
    for (String score : List.of("final", "best", "better")) {
      titles.addAll(List.of(score + "_mean", score + "_std", score + "_iqm"));
    }
    titles.addAll(List.of("wall_seconds_mean", "command"));
    Table table = new Table(titles);
    for (TaskScores one : all) {
      List<String> cells = new ArrayList<>(identity(one.runs().get(0)));
      cells.add(Integer.toString(one.runs().size()));
      Stream.of(one.last(), one.best(), one.better()).map(Spread::exact).forEach(cells::addAll);
      cells.add(Table.exact(one.seconds().mean()));
      cells.add(one.command());
      table.add(cells);
    }
    return table;
  }

  /** A row a run for programs. */
  static Table runs(List<TaskScores> all) {
    Table table =
        new Table(List.of("env", "algo", "steps", "seed", "final", "best", "wall_seconds"));
    for (TaskScores one : all) {
      for (int i = 0; i < one.runs().size(); i++) {
        StudyRun run = one.runs().get(i);
        RunScores scores = one.scores().get(i);
        List<String> cells = new ArrayList<>(identity(run));
        cells.add(Long.toString(run.config().seed()));
        cells.add(Table.exact(scores.last()));
        cells.add(Table.exact(scores.best()));
        cells.add(Table.exact(scores.wallSeconds()));
        table.add(cells);
      }
    }
    return table;
  }

  private static List<String> identity(StudyRun run) {
    return List.of(run.config().env(), run.config().algo(), Long.toString(run.config().steps()));
  }
}
