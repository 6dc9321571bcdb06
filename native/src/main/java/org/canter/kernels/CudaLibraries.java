// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.canter.kernels.c.KernelsApi;

/**
 * The search for the libraries of a GPU, in the order in which they need each other. The dynamic
 * linker goes by SONAME: what is loaded here first is what the libraries after it get.
 */
final class CudaLibraries {
  private static final String PLATFORM = "linux-x86_64";
  private static final String DRIVER = "libcuda.so.1";
  private static final String RUNTIME = "libcudart.so.13";
  private static final String KERNELS = "libcanter_cuda.so";
  private static final List<String> USUAL_FOLDERS =
      List.of(
          "/usr/local/cuda/lib64",
          "/usr/local/cuda/targets/x86_64-linux/lib",
          "/usr/lib/x86_64-linux-gnu");

  // null where the system is searched
  private final Path folder;

  /** `folder` replaces the system's libraries; null or empty for none. */
  CudaLibraries(String folder) {
    this.folder = folder == null || folder.isEmpty() ? null : Path.of(folder).toAbsolutePath();
  }

  /**
   * Loads driver, runtime, presets and kernels.
   *
   * @throws CudaUnavailableException with the first thing that is missing
   */
  void load() {
    NativeKernels.load();
    if (!Loader.getPlatform().equals(PLATFORM)) {
      throw CudaDiagnosis.otherPlatform(Loader.getPlatform());
    }
    loadDriver();
    loadRuntime();
    CudaCalls.requireDevices();
    loadKernels();
  }

  private void loadDriver() {
    try {
      if (!loadedFromFolder(DRIVER)) {
        Loader.loadGlobal(DRIVER);
      }
    } catch (LinkageError error) {
      throw CudaDiagnosis.noDriver(error);
    }
  }

  /** The runtime, then the presets, which look on the class path where the system has none. */
  private void loadRuntime() {
    List<String> tried = new ArrayList<>();
    boolean found = loadedFromFolder(RUNTIME) || loadedByName(tried) || loadedFromUsual(tried);
    try {
      CudaCalls.load();
    } catch (NoClassDefFoundError absent) {
      throw CudaDiagnosis.noPresets(absent);
    } catch (LinkageError error) {
      throw found ? CudaDiagnosis.noPresets(error) : CudaDiagnosis.noRuntime(tried, error);
    }
  }

  private void loadKernels() {
    try {
      Status.check(KernelsApi.canter_cuda_load(kernels().toString()));
    } catch (UnsupportedKernelException reason) {
      throw CudaDiagnosis.refused(reason);
    }
  }

  private Path kernels() {
    if (folder != null) {
      Path file = folder.resolve(KERNELS);
      if (!Files.exists(file)) {
        throw CudaDiagnosis.noKernels("the path " + folder);
      }
      return file;
    }
    String resource = PLATFORM + '/' + KERNELS;
    if (KernelsApi.class.getResource(resource) == null) {
      throw CudaDiagnosis.noKernels("the class path");
    }
    try {
      return Loader.cacheResource(KernelsApi.class, resource).toPath();
    } catch (IOException exception) {
      throw new UncheckedIOException("cannot unpack " + resource, exception);
    }
  }

  private boolean loadedFromFolder(String name) {
    if (folder == null || !Files.exists(folder.resolve(name))) {
      return false;
    }
    System.load(folder.resolve(name).toString());
    return true;
  }

  /** As the dynamic linker finds it: LD_LIBRARY_PATH and the system's cache. */
  private static boolean loadedByName(List<String> tried) {
    tried.add("the dynamic linker's folders");
    try {
      Loader.loadGlobal(RUNTIME);
      return true;
    } catch (LinkageError elsewhere) {
      return false;
    }
  }

  private static boolean loadedFromUsual(List<String> tried) {
    for (String candidate : candidates()) {
      tried.add(candidate);
      File file = new File(candidate, RUNTIME);
      if (file.exists() && loaded(file)) {
        return true;
      }
    }
    return false;
  }

  private static boolean loaded(File file) {
    try {
      System.load(file.getAbsolutePath());
      return true;
    } catch (LinkageError unusable) {
      return false;
    }
  }

  private static List<String> candidates() {
    List<String> folders = new ArrayList<>();
    for (String variable : List.of("CUDA_HOME", "CUDA_PATH")) {
      String root = System.getenv(variable);
      if (root != null && !root.isEmpty()) {
        folders.add(root + "/lib64");
        folders.add(root + "/lib");
      }
    }
    folders.addAll(USUAL_FOLDERS);
    return folders;
  }
}
