// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.canter.cli.Main;

/** The command line in a JVM of its own, to be killed or sent signals. */
final class RunChild implements AutoCloseable {
  private static final long GLANCE = 2;

  private final Process process;
  private final BufferedReader lines;
  private final StringBuilder text = new StringBuilder();

  private RunChild(Process process) {
    this.process = process;
    this.lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Starts a command. */
  static RunChild start(List<String> words) throws IOException {
    return start(List.of(), words);
  }

  /** Starts a command with a folder before the class path. */
  static RunChild start(List<Path> folders, List<String> words) throws IOException {
    StringBuilder classPath = new StringBuilder();
    folders.forEach(one -> classPath.append(one).append(':'));
    classPath.append(System.getProperty("java.class.path"));
    List<String> command = new ArrayList<>();
    // a process that was started in the background may have been told to ignore SIGINT
    command.addAll(List.of("env", "--default-signal=INT,TERM"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    String cache = System.getProperty("org.bytedeco.javacpp.cachedir");
    if (cache != null) {
      command.add("-Dorg.bytedeco.javacpp.cachedir=" + cache);
    }
    command.addAll(List.of("-cp", classPath.toString(), Main.class.getName()));
    command.addAll(words);
    return new RunChild(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads what it prints, up to a line with some words; false if it ended before. */
  boolean says(String words) throws IOException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
      if (line.contains(words)) {
        return true;
      }
    }
    return false;
  }

  /** Lets it go on until a file has a length; false if it ended before. */
  boolean makes(Path file) throws IOException, InterruptedException {
    while (!process.waitFor(GLANCE, TimeUnit.MILLISECONDS)) {
      if (Files.exists(file) && Files.size(file) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Lets it go on until a file has so many lines below its header; false if it ended before. */
  boolean grows(Path file, int lines) throws IOException, InterruptedException {
    while (!process.waitFor(GLANCE, TimeUnit.MILLISECONDS)) {
      if (Files.exists(file) && Files.readString(file).lines().count() > lines) {
        return true;
      }
    }
    return false;
  }

  /** Lets it go on for a while; false if it ended before. */
  boolean goesOnFor(long millis) throws InterruptedException {
    return !process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /** Sends a signal by its name. */
  void signal(String name) throws IOException, InterruptedException {
    String command = "kill -" + name + " " + process.pid();
    int status = new ProcessBuilder("sh", "-c", command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(command + " ended with " + status);
    }
  }

  /** Reads what is left of its output, and waits for its end; its exit status. */
  int status() throws IOException, InterruptedException {
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      text.append(line).append('\n');
    }
    return process.waitFor();
  }

  long pid() {
    return process.pid();
  }

  /** All that it was heard to print. */
  String text() {
    return text.toString();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
