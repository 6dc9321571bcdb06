// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the user of a study chose.
 *
 * @param seeds how many runs of each kind; 0 for as many as the study has by itself
 * @param quick whether to do a small version, which only shows that everything works
 * @param environments ids of tasks; none for those of the study
 * @param algorithm a method's name; empty for that of the study
 * @param settings each "key=value", over what the study sets
 */
public record StudyOptions(
    int seeds, boolean quick, List<String> environments, String algorithm, List<String> settings) {
  private static final int QUICK_SEEDS = 2;

  /**
   * Checks the seeds and copies the lists.
   *
   * @param seeds how many runs of each kind, or 0
   * @param quick whether to do a small version
   * @param environments ids of tasks
   * @param algorithm a method's name
   * @param settings each "key=value"
   * @throws StudyException if seeds are below 0
   */
  public StudyOptions {
    if (seeds < 0) {
      throw new StudyException(
          seeds + " seeds; at least 1 is needed, 0 for the study's own number");
    }
    environments = List.copyOf(environments);
    settings = List.copyOf(settings);
  }

  /**
   * Everything as the study has it.
   *
   * @return the options
   */
  public static StudyOptions defaults() {
    return new StudyOptions(0, false, List.of(), "", List.of());
  }

  /** The seeds 0, 1, ..., so many of them as were asked for, or as the study has by itself. */
  List<Long> seedsOr(int own) {
    int count = seeds > 0 ? seeds : quick ? QUICK_SEEDS : own;
    return LongStream.range(0, count).boxed().toList();
  }

  /** Refuses a choice of tasks and methods, where these are what the study is about. */
  void requireOwnTasks(String study) {
    if (!environments.isEmpty() || !algorithm.isEmpty()) {
      throw new StudyException(
          "study "
              + study
              + " has tasks and methods of its own; leave out --env and --algo, or choose"
              + " locomotion");
    }
  }

  /** The command that does the same again, for the tasks of one row of a table. */
  String command(String study, List<String> tasks) {
    List<String> words = new ArrayList<>(List.of("./canter", "study", study));
    if (!tasks.isEmpty()) {
      words.addAll(List.of("--env", String.join(",", tasks)));
    }
    if (!algorithm.isEmpty()) {
      words.addAll(List.of("--algo", algorithm));
    }
    if (seeds > 0) {
      words.addAll(List.of("--seeds", Integer.toString(seeds)));
    }
    if (quick) {
      words.add("--quick");
    }
    settings.forEach(setting -> words.addAll(List.of("--set", quoted(setting))));
    return String.join(" ", words);
  }

  /** As a shell reads it: in quotes unless all its characters stand for themselves. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_.,=/+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
