// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.canter.kernels.InstructionSet;
import org.canter.kernels.NativeKernels;

/** Facts about this machine that belong beside every number. */
final class Host {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");
  private static final Path LOAD = Path.of("/proc/loadavg");

  private Host() {}

  /** The facts where libtorch is the peer, in the order in which they are shown. */
  static Map<String, String> facts(Plan plan) {
    Map<String, String> facts = facts(plan.isa());
    facts.put("libtorch", Tensor.class.getPackage().getImplementationVersion());
    facts.put("memory settings", memorySettings());
    return facts;
  }

  /** The facts about any run of these kernels. */
  static Map<String, String> facts(InstructionSet isa) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("date", LocalDate.now().toString());
    facts.put("processor", processor());
    facts.put("processors", Integer.toString(Runtime.getRuntime().availableProcessors()));
    facts.put("load before", firstWord(LOAD));
    facts.put("java", System.getProperty("java.version"));
    facts.put("canter", NativeKernels.version() + ", " + isa.label());
    return facts;
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException absent) {
      return System.getProperty("os.arch");
    }
  }

  private static String firstWord(Path file) {
    try {
      return Files.readString(file).split(" ")[0];
    } catch (IOException absent) {
      return "unknown";
    }
  }

  /** What keeps freed memory with the process, without which the peer pays for fresh pages. */
  private static String memorySettings() {
    String settings =
        Stream.of(
                "MALLOC_MMAP_MAX_",
                "MALLOC_MMAP_THRESHOLD_",
                "MALLOC_TRIM_THRESHOLD_",
                "MALLOC_TOP_PAD_",
                "MALLOC_ARENA_MAX",
                "GLIBC_TUNABLES")
            .filter(name -> System.getenv(name) != null)
            .map(name -> name + "=" + System.getenv(name))
            .collect(Collectors.joining(" "));
    return settings.isEmpty() ? "none: run ./canter bench, or the peer is slower" : settings;
  }
}
