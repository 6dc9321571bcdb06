// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.canter.kernels.InstructionSet;
import org.canter.physics.MujocoVersion;
import org.canter.physics.PhysicsException;

/** Looks up what a {@link Fingerprint} consists of. */
final class MachineFacts {
  private static final String UNKNOWN = "unknown";
  private static final int LONGEST = 1000;

  // what the C library's mathematics and our kernels choose their variants by
  private static final List<String> FLAGS =
      List.of("sse4_1", "avx", "avx2", "fma", "fma4", "avx512f", "asimd", "sve");

  // the C library says its build in a line among its constants
  private static final Pattern BANNER = Pattern.compile("GNU C Library ([\\x20-\\x7e]{1,200})");
  private static final Pattern MAPPED =
      Pattern.compile("\\s(/\\S*/(?:libc[.-][^/\\s]*|ld-musl-[^/\\s]*))$");

  private MachineFacts() {}

  static Map<String, String> all() {
    List<String> processor = processor();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("cpu", cpu(processor));
    facts.put("cpu flags", flags(processor));
    facts.put("instruction set", InstructionSet.best().label());
    facts.put("architecture", line(System.getProperty("os.arch")));
    facts.put("libc", libc());
    facts.put("glibc tunables", line(System.getenv().getOrDefault("GLIBC_TUNABLES", "")));
    facts.put("libmujoco", mujoco());
    facts.put("canter", version());
    return facts;
  }

  /** A text as one line, "none" if there is nothing in it. */
  static String line(String text) {
    String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
    line = line.substring(0, Math.min(LONGEST, line.length()));
    return line.isEmpty() ? "none" : line;
  }

  /** The class of a processor, from the lines about it: what its speed and stepping leave out. */
  static String cpu(List<String> lines) {
    String vendor = value(lines, "vendor_id").or(() -> value(lines, "CPU implementer")).orElse("");
    String family = value(lines, "cpu family").map(value -> " family " + value).orElse("");
    String model =
        value(lines, "model").or(() -> value(lines, "CPU part")).map(" model "::concat).orElse("");
    String name = value(lines, "model name").map(value -> " (" + value + ")").orElse("");
    String all = vendor + family + model + name;
    return all.isBlank() ? UNKNOWN : line(all);
  }

  /** Those of a processor's flags that bits depend on. */
  static String flags(List<String> lines) {
    String found = value(lines, "flags").or(() -> value(lines, "Features")).orElse("");
    List<String> words = List.of(found.split("\\s+"));
    return line(FLAGS.stream().filter(words::contains).collect(Collectors.joining(" ")));
  }

  /** What the C library calls itself, from the contents of its file. */
  static Optional<String> banner(byte[] library) {
    Matcher matcher = BANNER.matcher(new String(library, StandardCharsets.ISO_8859_1));
    return matcher.find()
        ? Optional.of(line(matcher.group(1).replaceFirst("\\.$", "")))
        : Optional.empty();
  }

  private static Optional<String> value(List<String> lines, String key) {
    Pattern pattern = Pattern.compile(Pattern.quote(key) + "\\s*:\\s*(.*)");
    return lines.stream()
        .map(pattern::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1).strip())
        .findFirst();
  }

  private static List<String> processor() {
    try {
      return Files.readAllLines(Path.of("/proc/cpuinfo"), StandardCharsets.ISO_8859_1);
    } catch (IOException exception) {
      return List.of();
    }
  }

  /** The library in this process, wherever it was loaded from. */
  private static String libc() {
    try {
      List<String> maps =
          Files.readAllLines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1);
      for (String mapped : maps) {
        Matcher matcher = MAPPED.matcher(mapped);
        if (matcher.find()) {
          Path path = Path.of(matcher.group(1));
          return banner(Files.readAllBytes(path)).orElse(line(path.getFileName().toString()));
        }
      }
      return UNKNOWN;
    } catch (IOException exception) {
      return UNKNOWN;
    }
  }

  private static String mujoco() {
    try {
      return MujocoVersion.query().loaded().toString();
    } catch (PhysicsException exception) {
      // tasks in plain Java run without it
      return "none";
    }
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream in =
        MachineFacts.class.getResourceAsStream("/org/canter/cli/version.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException exception) {
      return UNKNOWN;
    }
    return line(properties.getProperty("version", UNKNOWN));
  }
}
