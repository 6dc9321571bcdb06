// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.List;

/** Why no GPU can be used, in words: the reason, what was looked at, the remedy. */
final class CudaDiagnosis {
  /** The answers of the runtime that have a text of their own, by their CUDA numbers. */
  static final int INSUFFICIENT_DRIVER = 35;

  static final int NO_DEVICE = 100;

  private static final String PROCESSOR = ", or compute on the processor (--device cpu)";

  private CudaDiagnosis() {}

  static CudaUnavailableException otherPlatform(String platform) {
    return unavailable(
        "libcanter_cuda is built for linux-x86_64 only, and %s runs here".formatted(platform),
        "run there",
        null);
  }

  static CudaUnavailableException noDriver(Throwable error) {
    return unavailable(
        "no NVIDIA driver (%s)".formatted(text(error)),
        "install the driver (version 580 or later) where there is a GPU; nvidia-smi shows whether"
            + " it works",
        error);
  }

  /** Versions are 1000 * major + 10 * minor; 0 is a driver that is there and does not answer. */
  static CudaUnavailableException driverTooOld(int driver, int runtime) {
    if (driver == 0) {
      return unavailable(
          "no NVIDIA driver answers, though libcuda.so.1 is there",
          "install the driver (version 580 or later) anew; nvidia-smi shows whether it works",
          null);
    }
    int needed = runtime / 1000 * 1000;
    return unavailable(
        "the NVIDIA driver is too old: it serves CUDA %s, and CUDA %s is needed"
            .formatted(version(driver), version(needed)),
        "install a driver of version 580 or later; nvidia-smi names yours",
        null);
  }

  /** `visible` is CUDA_VISIBLE_DEVICES, null where it is not set. */
  static CudaUnavailableException noDevice(String visible) {
    if (visible == null) {
      return unavailable(
          "the NVIDIA driver finds no GPU",
          "look at nvidia-smi; in a container, pass the devices to it",
          null);
    }
    return unavailable(
        "no GPU is visible: CUDA_VISIBLE_DEVICES is \"%s\"".formatted(visible),
        "unset CUDA_VISIBLE_DEVICES, or name a GPU that nvidia-smi -L lists",
        null);
  }

  static CudaUnavailableException noRuntime(List<String> tried, Throwable error) {
    return unavailable(
        "the CUDA runtime cannot be loaded (%s), neither from %s"
            .formatted(text(error), String.join(" nor from ", tried)),
        "install the CUDA runtime 13, or set CUDA_HOME or LD_LIBRARY_PATH to where it is",
        error);
  }

  static CudaUnavailableException noPresets(Throwable error) {
    return unavailable(
        "the JavaCPP presets of the CUDA runtime cannot be loaded (%s)".formatted(text(error)),
        "put org.bytedeco:cuda and its jar for linux-x86_64 on the class path",
        error);
  }

  /** `where` names the class path or a folder. */
  static CudaUnavailableException noKernels(String where) {
    return unavailable(
        "this build holds no GPU kernels: libcanter_cuda.so is not on %s".formatted(where),
        "build Canter where nvcc of CUDA 13 is found",
        null);
  }

  static CudaUnavailableException refused(KernelException reason) {
    return new CudaUnavailableException(reason.getMessage(), reason);
  }

  static CudaUnavailableException unsupported(CudaDevice device) {
    return unavailable(
        "this build holds no code for %s (cuda:%s) of compute capability %s"
            .formatted(device.name(), device.ordinal(), device.capability()),
        "use a GPU of capability 8.0 or later, or add its architecture to"
            + " CMAKE_CUDA_ARCHITECTURES and build again",
        null);
  }

  /** An answer of the runtime without a text of its own. */
  static CudaUnavailableException broken(String name, String words) {
    return unavailable(
        "the CUDA runtime answers %s (%s)".formatted(name, words),
        "look at nvidia-smi and at the system's log",
        null);
  }

  /** "13.1" for 13010; "none" for 0. */
  static String version(int number) {
    return number == 0 ? "none" : number / 1000 + "." + number % 1000 / 10;
  }

  private static CudaUnavailableException unavailable(
      String reason, String remedy, Throwable cause) {
    return new CudaUnavailableException(reason + "; " + remedy + PROCESSOR, cause);
  }

  private static String text(Throwable error) {
    return error.getMessage() == null ? error.toString() : error.getMessage();
  }
}
