// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.canter.train.SmallConfig;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Runs that commands of these tests leave behind, and what programs read of them. */
final class TrainedRun {
  private TrainedRun() {}

  /** Nine iterations on the cart-pole, evaluated twice, checkpoints of the last two fours. */
  static SmallConfig small() {
    return SmallConfig.of("gym/CartPole-v1", "trpo")
        .with("checkpoint.every", 4)
        .with("evaluation.every", 300)
        .iterations(9, 30);
  }

  /** The words that train in a directory; on the processor, unless they say otherwise. */
  static String[] words(Path out, SmallConfig small, String... more) {
    List<String> words = new ArrayList<>(List.of("train", "--out", out.toString()));
    words.addAll(small.words());
    words.addAll(List.of(more));
    if (!words.contains("--device")) {
      words.addAll(List.of("--device", "cpu"));
    }
    return words.toArray(String[]::new);
  }

  /** Trains in a directory by the command line. */
  static CommandRun train(Path out, SmallConfig small) {
    CommandRun run = new CommandRun();
    int status = run.of(words(out, small));
    assertWithMessage(run.err()).that(status).isEqualTo(0);
    return run;
  }

  /** Reads an object; JSON is YAML. */
  static Map<?, ?> json(String text) {
    return (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** Changes the last occurrence of a text in a file. */
  static void edit(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    int at = text.lastIndexOf(from);
    assertWithMessage("%s in %s", from, file).that(at).isAtLeast(0);
    Files.writeString(file, text.substring(0, at) + to + text.substring(at + from.length()));
  }
}
