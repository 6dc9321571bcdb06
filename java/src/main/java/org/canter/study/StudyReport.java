// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.nio.file.Path;
import java.util.List;

/**
 * What came out of a study.
 *
 * @param text tables in Markdown, to be read at once
 * @param files tables and figures that were written
 */
public record StudyReport(String text, List<Path> files) {
  /**
   * Copies the list.
   *
   * @param text tables
   * @param files tables and figures
   */
  public StudyReport {
    files = List.copyOf(files);
  }
}
