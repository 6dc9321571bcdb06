// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.List;
import org.canter.config.Suggestions;

/** The studies that there are. */
public final class Studies {
  private static final List<Study> ALL =
      List.of(
          new LocomotionStudy(),
          new CartPoleBaselinesStudy(),
          new GaeLambdaStudy(),
          new GaeMapStudy());

  private Studies() {}

  /**
   * All of them.
   *
   * @return in the order of the documentation
   */
  public static List<Study> all() {
    return ALL;
  }

  /**
   * Finds a study.
   *
   * @param name its name
   * @return the study
   * @throws StudyException if there is none, with the name that comes closest
   */
  public static Study find(String name) {
    List<String> names = ALL.stream().map(Study::name).toList();
    return ALL.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new StudyException(
                    "unknown study \""
                        + name
                        + "\"; "
                        + Suggestions.closest(name, names)
                            .map(close -> "did you mean " + close + "? ")
                            .orElse("")
                        + "there are "
                        + String.join(", ", names)));
  }
}
