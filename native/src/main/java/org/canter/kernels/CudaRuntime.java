// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.IntPointer;
import org.canter.kernels.c.KernelsApi;

/**
 * Loads what a GPU needs, once and only when asked: the driver, the CUDA runtime, its JavaCPP
 * presets, and our kernels (libcanter_cuda). Where something is missing, the exception says what
 * and what would help.
 */
public final class CudaRuntime {
  /**
   * The system property that names a folder with libcanter_cuda.so and, if they are there,
   * libcudart.so.13 and libcuda.so.1, which are taken instead of the system's.
   */
  public static final String PATH_PROPERTY = "org.canter.cuda.path";

  private static volatile boolean loaded;
  private static CudaUnavailableException failure;

  /**
   * Versions as the CUDA tools count them.
   *
   * @param driver 1000 * major + 10 * minor of the newest CUDA that the driver serves
   * @param runtime the same of libcudart
   */
  public record Versions(int driver, int runtime) {
    /** Such as "driver 13.1, runtime 13.0". */
    @Override
    public String toString() {
      return "driver "
          + CudaDiagnosis.version(driver)
          + ", runtime "
          + CudaDiagnosis.version(runtime);
    }
  }

  private CudaRuntime() {}

  /**
   * Loads everything; tried once in a JVM. May be called at any time by any thread; whatever needs
   * a GPU calls this itself.
   *
   * @throws CudaUnavailableException if no GPU can be used: the reason and the remedy; later calls
   *     fail the same way
   */
  public static void load() {
    if (!loaded) {
      loadOnce();
    }
  }

  /**
   * Whether everything is loaded already; does not load it.
   *
   * @return true after a {@link #load()} that succeeded
   */
  public static boolean isLoaded() {
    return loaded;
  }

  /**
   * The versions of the driver and of the runtime.
   *
   * @return both
   * @throws CudaUnavailableException if no GPU can be used
   */
  public static Versions versions() {
    load();
    try (IntPointer driver = new IntPointer(1);
        IntPointer runtime = new IntPointer(1)) {
      Status.check(KernelsApi.canter_cuda_versions(driver, runtime));
      return new Versions(driver.get(), runtime.get());
    }
  }

  private static synchronized void loadOnce() {
    if (failure != null) {
      throw new CudaUnavailableException(failure.getMessage(), failure);
    }
    if (!loaded) {
      try {
        new CudaLibraries(System.getProperty(PATH_PROPERTY)).load();
        loaded = true;
      } catch (CudaUnavailableException exception) {
        failure = exception;
        throw exception;
      }
    }
  }
}
