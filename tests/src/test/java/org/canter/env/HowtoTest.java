// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/HOWTO_add_an_environment.md tells a user to write compiles, is found, and runs. */
class HowtoTest {
  // `path`: and then a block
  private static final Pattern FILE =
      Pattern.compile("`([\\w./-]+)`:\\n\\n```\\w+\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @Test
  void theExampleRuns() throws IOException {
    compile(writeFiles());
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, before)) {
      Thread.currentThread().setContextClassLoader(loader);
      EnvironmentFactory factory = EnvironmentRegistry.standard().find("my/Balancer");
      assertThat(factory.spec().action()).isEqualTo(Space.box(1, -10, 10));
      assertThat(factory.spec().dt()).isWithin(1e-15).of(0.02);
      try (EnvironmentSlice slice = factory.open(1, RandomStream.ENVIRONMENT, 0, 3)) {
        playToAnEnd(slice);
      }
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void playToAnEnd(EnvironmentSlice slice) {
    Play play = new Play(slice);
    play.resetAll();
    int ended = 0;
    double sum = 0;
    for (int t = 0; t < 500; t++) {
      slice.step(play.actions(t));
      for (int row = 0; row < slice.count(); row++) {
        sum += slice.rewards()[row];
        if (slice.kinds()[row] != StepKind.MID) {
          assertThat(slice.kinds()[row]).isEqualTo(StepKind.TERMINAL);
          ended++;
          slice.reset(row);
        }
      }
    }
    // a random policy drops the pole, and is paid for most of the time until then
    assertThat(ended).isAtLeast(3);
    assertThat(sum / 1500).isGreaterThan(0.3);
  }

  /** The files of the page; the Java sources among them. */
  private List<Path> writeFiles() throws IOException {
    Path page = Path.of(System.getProperty("canter.root"), "docs", "HOWTO_add_an_environment.md");
    Matcher matcher = FILE.matcher(Files.readString(page));
    List<Path> sources = new ArrayList<>();
    int files = 0;
    while (matcher.find()) {
      Path file = folder.resolve(matcher.group(1));
      Files.createDirectories(file.getParent());
      Files.writeString(file, matcher.group(2));
      files++;
      if (file.toString().endsWith(".java")) {
        sources.add(file);
      }
    }
    assertThat(files).isEqualTo(4);
    assertThat(sources).hasSize(2);
    return sources;
  }

  private void compile(List<Path> sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
      boolean compiled =
          compiler
              .getTask(
                  messages, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(messages.toString()).isEmpty();
      assertThat(compiled).isTrue();
    }
  }
}
