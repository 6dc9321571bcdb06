// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** What is wrong with a file, and where in it. */
final class YamlProblem {
  private static final int LONGEST = 200;

  private YamlProblem() {}

  static ConfigException at(String source, Optional<Mark> mark, String what) {
    return new ConfigException(source + position(mark) + ": " + what);
  }

  /**
   * What the parser threw. That is not only its own exceptions: an impossible escape is an illegal
   * argument.
   */
  static ConfigException of(String source, RuntimeException error) {
    if (error instanceof ConfigException ours) {
      return ours;
    }
    Optional<Mark> mark = Optional.empty();
    String what = String.valueOf(error.getMessage());
    if (error instanceof MarkedYamlEngineException marked) {
      mark = marked.getProblemMark();
      what = marked.getProblem();
    }
    if (mark.filter(YamlProblem::isAtTab).isPresent()) {
      what = "a tab; indent with spaces";
    }
    return new ConfigException(
        source + position(mark) + ": is not valid YAML: " + ValueText.shown(what, LONGEST), error);
  }

  private static String position(Optional<Mark> mark) {
    return mark.map(at -> ", line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1))
        .orElse("");
  }

  private static boolean isAtTab(Mark mark) {
    int[] buffer = mark.getBuffer();
    return mark.getPointer() < buffer.length && buffer[mark.getPointer()] == '\t';
  }
}
