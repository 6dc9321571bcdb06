// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The scores of one task or condition, over seeds. */
record TaskScores(String label, String command, List<StudyRun> runs, List<RunScores> scores) {
  /** Reads the summaries of runs. */
  static TaskScores read(StudyFolder folder, String label, String command, List<StudyRun> runs)
      throws IOException {
    List<RunScores> scores = new ArrayList<>();
    for (StudyRun run : runs) {
      scores.add(RunScores.read(folder.directory(run).summary()));
    }
    return new TaskScores(label, command, runs, scores);
  }

  /** The last policies. */
  Spread last() {
    return over(RunScores::last);
  }

  /** The policies that evaluations chose. */
  Spread best() {
    return over(RunScores::best);
  }

  /** The better one of the two, seed by seed. */
  Spread better() {
    return over(RunScores::better);
  }

  /** Seconds of a run. */
  Spread seconds() {
    return over(RunScores::wallSeconds);
  }

  private Spread over(ToDoubleFunction<RunScores> score) {
    return new Spread(scores.stream().mapToDouble(score).toArray());
  }
}
