// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a run is called in a legend: its environment and algorithm, by its configuration. */
final class RunLabel {
  private static final String CONFIGURATION = "config.yaml";
  // a key of the outermost level with a plain or quoted value
  private static final Pattern KEY =
      Pattern.compile("(env|algo)\\s*:\\s+[\"']?([^\"'#\\s]+)[\"']?\\s*(#.*)?");

  private RunLabel() {}

  /** The label of a run directory; its name where no configuration says anything. */
  static String of(Path directory) throws IOException {
    Path configuration = directory.resolve(CONFIGURATION);
    Map<String, String> found = new TreeMap<>();
    if (Files.isRegularFile(configuration)) {
      for (String line : Files.readAllLines(configuration)) {
        Matcher key = KEY.matcher(line);
        if (key.matches()) {
          found.put(key.group(1), key.group(2));
        }
      }
    }
    List<String> parts = new ArrayList<>();
    for (String key : List.of("env", "algo")) {
      if (found.containsKey(key)) {
        parts.add(found.get(key));
      }
    }
    return parts.isEmpty() ? name(directory) : String.join(" ", parts);
  }

  /** The last part of a path, also of "." and "..". */
  static String name(Path directory) {
    Path last = directory.toAbsolutePath().normalize().getFileName();
    return last == null ? directory.toString() : last.toString();
  }
}
