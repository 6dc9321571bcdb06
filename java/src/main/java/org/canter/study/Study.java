// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.io.IOException;
import java.util.List;

/** A question, the runs that answer it, and how the answer is shown. */
public interface Study {
  /**
   * What the command line calls it.
   *
   * @return such as locomotion
   */
  String name();

  /**
   * What it shows.
   *
   * @return one line
   */
  String description();

  /**
   * The runs.
   *
   * @param options what the user chose
   * @return all of them, in the order in which a reader expects them
   * @throws StudyException if this study does not know an option
   * @throws org.canter.config.ConfigException if a setting is wrong
   */
  List<StudyRun> runs(StudyOptions options);

  /**
   * Writes tables and figures of runs that are done.
   *
   * @param folder where the runs lie, and where tables and figures go
   * @param runs what {@link #runs} gave
   * @param options what it was given
   * @return what came out
   * @throws IOException if a file cannot be read or written
   */
  StudyReport report(StudyFolder folder, List<StudyRun> runs, StudyOptions options)
      throws IOException;
}
