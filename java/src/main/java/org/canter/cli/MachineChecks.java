// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.canter.compute.Device;
import org.canter.compute.Devices;
import org.canter.kernels.CudaRuntime;
import org.canter.kernels.InstructionSet;
import org.canter.kernels.KernelException;
import org.canter.kernels.NativeKernels;
import org.canter.physics.MujocoVersion;
import org.canter.physics.PhysicsException;

/** Looks at the machine, one method for each thing that the rest of the program may want. */
final class MachineChecks {
  private static final String PLATFORM = "linux-x86_64";
  // the processor's flags that the kernels have a variant for
  private static final List<String> VARIANTS = List.of("avx2", "fma", "avx512f");

  private MachineChecks() {}

  /** Every finding, in the order of a reader's interest. */
  static List<Finding> all() {
    return List.of(java(), platform(), processor(), kernels(), mujoco(), nvcc(), gpu());
  }

  static Finding java() {
    return Finding.ok("java", Runtime.version() + " of " + System.getProperty("java.vendor"));
  }

  static Finding platform() {
    String platform = Loader.getPlatform();
    return platform.equals(PLATFORM)
        ? Finding.ok("platform", platform)
        : Finding.failed("platform", platform, "native libraries are built for " + PLATFORM);
  }

  static Finding processor() {
    String detail = Runtime.getRuntime().availableProcessors() + " processors, ";
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      Set<String> flags = new TreeSet<>(VARIANTS);
      flags.retainAll(
          lines
              .filter(line -> line.startsWith("flags"))
              .findFirst()
              .map(line -> Set.of(line.replaceAll(".*:\\s*", "").split("\\s+")))
              .orElse(Set.of()));
      return Finding.ok("processor", detail + (flags.isEmpty() ? "no vector variant" : flags));
    } catch (IOException exception) {
      return Finding.absent("processor", detail + exception.getMessage(), "mount /proc");
    }
  }

  static Finding kernels() {
    try {
      NativeKernels.load();
      String best = InstructionSet.best().label();
      return Finding.ok("kernels", NativeKernels.version() + ", instruction set " + best);
    } catch (KernelException exception) {
      return Finding.failed("kernels", exception.getMessage(), "./canter build");
    }
  }

  static Finding mujoco() {
    try {
      MujocoVersion version = MujocoVersion.query();
      return Finding.ok("mujoco", version.loaded() + ", compiled against " + version.compiled());
    } catch (PhysicsException exception) {
      return Finding.failed("mujoco", exception.getMessage(), "./canter build");
    }
  }

  static Finding nvcc() {
    return onPath("nvcc")
        .map(path -> Finding.ok("nvcc", path.toString()))
        .orElse(
            Finding.absent(
                "nvcc",
                "not on the PATH: the CUDA library is not built",
                "install the CUDA toolkit, 13.0 or later, if this machine is to build for GPUs"));
  }

  static Finding gpu() {
    Optional<String> problem = Devices.gpuProblem();
    if (problem.isEmpty()) {
      String found =
          Devices.all().stream()
              .filter(device -> device.kind().equals(Device.CUDA))
              .map(device -> device.name() + " " + device.description())
              .collect(Collectors.joining("; "));
      return Finding.ok("gpu", "CUDA " + CudaRuntime.versions() + ": " + found);
    }
    // the reason, then what to do about it
    String[] parts = problem.get().split("; ", 2);
    return Finding.absent("gpu", parts[0], parts.length > 1 ? parts[1] : "");
  }

  private static Optional<Path> onPath(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(directory -> Path.of(directory, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
