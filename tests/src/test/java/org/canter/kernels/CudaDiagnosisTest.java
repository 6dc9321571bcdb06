// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Why no GPU can be used is said with a remedy, whatever is missing; the program goes on. */
class CudaDiagnosisTest {
  private static final Throwable ERROR = new UnsatisfiedLinkError("no such file");

  static Stream<Object[]> diagnoses() {
    return Stream.of(
        new Object[] {CudaDiagnosis.otherPlatform("linux-arm64"), "linux-arm64", "run there"},
        new Object[] {CudaDiagnosis.noDriver(ERROR), "no NVIDIA driver (no such file)", "580"},
        new Object[] {CudaDiagnosis.driverTooOld(12040, 13010), "serves CUDA 12.4", "CUDA 13.0"},
        new Object[] {
          CudaDiagnosis.driverTooOld(0, 13000), "no NVIDIA driver answers", "nvidia-smi"
        },
        new Object[] {CudaDiagnosis.noDevice(null), "finds no GPU", "nvidia-smi"},
        new Object[] {CudaDiagnosis.noDevice(""), "CUDA_VISIBLE_DEVICES is \"\"", "unset"},
        new Object[] {CudaDiagnosis.noDevice("7"), "CUDA_VISIBLE_DEVICES is \"7\"", "unset"},
        new Object[] {
          CudaDiagnosis.noRuntime(List.of("here", "there"), ERROR),
          "neither from here nor from there",
          "LD_LIBRARY_PATH"
        },
        new Object[] {CudaDiagnosis.noPresets(ERROR), "presets", "org.bytedeco:cuda"},
        new Object[] {CudaDiagnosis.noKernels("the class path"), "no GPU kernels", "nvcc"},
        new Object[] {CudaDiagnosis.broken("cudaErrorUnknown", "huh"), "cudaErrorUnknown", "huh"});
  }

  @ParameterizedTest
  @MethodSource("diagnoses")
  void eachReasonHasItsRemedy(CudaUnavailableException said, String reason, String remedy) {
    assertThat(said).hasMessageThat().contains(reason);
    assertThat(said).hasMessageThat().contains(remedy);
    assertThat(said).hasMessageThat().contains("--device cpu");
    assertThat(said).isInstanceOf(UnsupportedKernelException.class);
  }

  @Test
  void aFolderWithoutKernelsIsNamedTwiceTheSameAndTheProgramGoesOn(@TempDir Path folder)
      throws Exception {
    String output = ChildJvm.run(Asking.class, "-D" + CudaRuntime.PATH_PROPERTY + "=" + folder);
    // which of them depends on the machine: a driver and a runtime are looked for in the system
    assertThat(output)
        .containsMatch("NVIDIA driver|no GPU|CUDA runtime|too old|no GPU kernels.*" + folder);
    assertThat(output).contains("the same twice: true");
    assertThat(output).contains("the processor computes 6.0");
  }

  @Test
  @Gpu
  void whatIsMissingBesideADriverAndARuntimeIsNamed(@TempDir Path folder) throws Exception {
    assumeTrue(CudaDeviceCondition.isEmulated(), "a real driver always shows its devices");
    for (String name : List.of("libcuda.so.1", "libcudart.so.13")) {
      Files.copy(Path.of(CudaDeviceCondition.folder(), name), folder.resolve(name));
    }
    assertThat(ask(folder, Map.of())).contains("no GPU kernels: libcanter_cuda.so is not on");
    Path kernels = folder.resolve("libcanter_cuda.so");
    Files.writeString(kernels, "this is no library");
    assertThat(ask(folder, Map.of())).containsMatch("libcanter_cuda loads: .*(short|header)");
    Files.delete(kernels);
    Files.copy(Path.of(CudaDeviceCondition.folder(), "libcanter_cuda.so"), kernels);
    assertThat(ask(folder, Map.of())).contains("GPUs: 1");
    // the runtime's own answers: 35 for the driver, 100 for no device
    String old = ask(folder, Map.of("CANTER_EMULATED_DEVICES", "35"));
    assertThat(old).contains("driver is too old");
    assertThat(old).contains("the same twice: true");
    Map<String, String> hidden =
        Map.of("CANTER_EMULATED_DEVICES", "100", "CUDA_VISIBLE_DEVICES", "3");
    assertThat(ask(folder, hidden)).contains("CUDA_VISIBLE_DEVICES is \"3\"");
  }

  @Test
  void placesAreEqualByTheirMemory() {
    assertThat(Place.cuda(1)).isEqualTo(Place.cuda(1));
    assertThat(Place.cuda(1).hashCode()).isEqualTo(Place.cuda(1).hashCode());
    assertThat(Place.cuda(1)).isNotEqualTo(Place.cuda(0));
    assertThat(Place.HOST).isNotEqualTo(Place.PINNED);
    assertThat(Place.HOST.toString()).isEqualTo("host");
    assertThat(Place.PINNED.isHost()).isTrue();
    assertThat(Place.cuda(0).isHost()).isFalse();
    assertThrows(KernelArgumentException.class, () -> Place.cuda(-1));
  }

  private static String ask(Path folder, Map<String, String> environment) throws Exception {
    return ChildJvm.run(Asking.class, environment, "-D" + CudaRuntime.PATH_PROPERTY + "=" + folder);
  }

  /** The main class of a child that asks for a GPU twice and computes on the processor after. */
  static final class Asking {
    private Asking() {}

    /** Prints what it gets. */
    public static void main(String[] arguments) {
      String first = ask();
      System.out.println(first);
      System.out.println("the same twice: " + first.equals(ask()));
      try (KernelContext processor = KernelContext.f32(1);
          Slab x = processor.allocate(3)) {
        x.fill(2);
        System.out.println("the processor computes " + new Vectors(processor).sum(x));
      }
    }

    private static String ask() {
      try {
        return "GPUs: " + CudaDevices.list().size();
      } catch (CudaUnavailableException reason) {
        return "unavailable: " + reason.getMessage();
      }
    }
  }
}
