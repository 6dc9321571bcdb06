// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.List;

/** Hears how a study goes; runs that go on side by side call it from threads of their own. */
public interface StudyListener {
  /**
   * The work is known.
   *
   * @param left runs to be done, in the order in which they begin
   * @param done how many were done before
   */
  default void planned(List<StudyRun> left, int done) {}

  /**
   * A run is under way.
   *
   * @param run which
   * @param share how much of it is done, 0 to 1
   */
  default void progressed(StudyRun run, double share) {}

  /**
   * A run is done.
   *
   * @param run which
   */
  default void ended(StudyRun run) {}
}
