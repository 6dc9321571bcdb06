// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.canter.checkpoint.Checkpoint;

/** What has the same bytes in every run of the same configuration, however it came to its end. */
public final class RunContents {
  private static final List<String> ENTRIES =
      List.of("policy", "trainer", "environments", SavedRun.BEST);
  private static final List<String> FACTS =
      List.of(
          "env_steps",
          "iterations",
          "final_return_mean",
          "final_return_std",
          "best_return_mean",
          "best_env_steps",
          "theta_sha256");

  private RunContents() {}

  /** Hashes of a finished run's files and of the entries of its newest checkpoint. */
  public static SortedMap<String, String> of(Path run) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    RunDirectory directory = new RunDirectory(run);
    for (Path file :
        List.of(
            directory.config(),
            directory.progress(),
            directory.progressLines(),
            directory.evaluations(),
            directory.hashes())) {
      byte[] bytes = Files.readAllBytes(file);
      contents.put(file.getFileName().toString(), bytes.length + " bytes, " + RunHashes.hex(bytes));
    }
    Checkpoint newest = SavedRun.at(run).newest();
    contents.put("checkpoint", "of iteration " + newest.iteration());
    for (String entry : ENTRIES) {
      contents.put("checkpoint, " + entry, RunHashes.hex(newest.entry(entry)));
    }
    String summary = Files.readString(directory.summary());
    for (String fact : FACTS) {
      contents.put("summary, " + fact, fact(summary, fact));
    }
    return contents;
  }

  /** A fact of a summary, as it is written. */
  public static String fact(String summary, String name) {
    Matcher matcher = Pattern.compile("\"" + name + "\": ([^,\n]+)").matcher(summary);
    if (!matcher.find()) {
      throw new AssertionError("no " + name + " in " + summary);
    }
    return matcher.group(1);
  }
}
