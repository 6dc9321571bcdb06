// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.Loader;
import org.canter.kernels.c.KernelsApi;

/** Loads the native library, once, and turns a failure into its reason and remedy. */
public final class NativeKernels {
  private static final LibraryLoader LOADER =
      new LibraryLoader(KernelsApi.class, "jnicanter_kernels", Loader.getPlatform());

  private static volatile boolean loaded;
  private static KernelLoadException failure;

  private NativeKernels() {}

  /**
   * Loads the library and checks that it was built from the same headers as the Java classes. May
   * be called at any time by any thread; calls after the first one cost a read of a flag. Whatever
   * needs the library calls this itself.
   *
   * @throws KernelLoadException if that fails: the platform wanted, what was tried, the loader's
   *     error and the remedy; later calls fail the same way
   */
  public static void load() {
    if (!loaded) {
      loadOnce();
    }
  }

  /**
   * Whether the library is loaded already; does not load it.
   *
   * @return true after a {@link #load()} that succeeded
   */
  public static boolean isLoaded() {
    return loaded;
  }

  /**
   * The version of the native library, such as "0.1.0".
   *
   * @return the version
   */
  public static String version() {
    load();
    return NativeText.of(KernelsApi.canter_version());
  }

  private static synchronized void loadOnce() {
    // the class initialiser of the bindings ran and failed: it cannot be tried again in this JVM
    if (failure != null) {
      throw new KernelLoadException(failure.getMessage(), failure);
    }
    if (!loaded) {
      try {
        LOADER.load(NativeContract::verify);
        loaded = true;
      } catch (KernelLoadException exception) {
        failure = exception;
        throw exception;
      }
    }
  }
}
