// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Locale;
import org.bytedeco.javacpp.Loader;

/**
 * One attempt to load a JNI library of ours, and the diagnosis of its failure.
 *
 * @param bindings the class that JavaCPP generated; its package holds the libraries
 * @param library the JNI library's name, without prefix and suffix
 * @param platform the platform wanted, such as linux-x86_64
 */
record LibraryLoader(Class<?> bindings, String library, String platform) {
  private static final String BUILT_FOR = "linux-x86_64";

  /**
   * Loads the library and what it links; JavaCPP's own part is inside of it.
   *
   * @param check calls the library: a loader that gave up before may stay silent the next time
   * @throws KernelLoadException if any of them cannot be loaded
   */
  void load(Runnable check) {
    try {
      Loader.load(bindings);
      check.run();
    } catch (KernelLoadException refused) {
      throw refused;
    } catch (LinkageError | RuntimeException error) {
      throw new KernelLoadException(diagnosis(error), error);
    }
  }

  private String diagnosis(Throwable error) {
    String errors = chain(error);
    return String.join(
        System.lineSeparator(),
        "cannot load " + library + " for " + platform + " (" + Loader.getPlatform() + " runs here)",
        "  tried:  " + tried(),
        "  error:  " + errors,
        "  remedy: " + remedy(errors));
  }

  /** The error and its causes: JavaCPP's last attempt hides the first, which says more. */
  private static String chain(Throwable error) {
    StringBuilder text = new StringBuilder(error.toString());
    for (Throwable cause = error.getCause(); cause != null; cause = cause.getCause()) {
      text.append(", caused by ").append(cause);
    }
    return text.toString();
  }

  private String tried() {
    return (hasOwnLibrary() ? "class path resource " : "class path resource (absent) ")
        + resource()
        + "; java.library.path "
        + System.getProperty("java.library.path")
        + "; cache folder "
        + System.getProperty("org.bytedeco.javacpp.cachedir", "~/.javacpp/cache");
  }

  private String remedy(String error) {
    if (!platform.equals(BUILT_FOR)) {
      return "natives are built for " + BUILT_FOR + " only; run there";
    }
    if (!hasOwnLibrary()) {
      return "put canter-native with the classifier "
          + platform
          + " on the class path (Maven: org.canter:canter-native, <classifier>"
          + platform
          + "</classifier>)";
    }
    return remedyOfSystem(error.toLowerCase(Locale.ROOT));
  }

  /** The libraries are there, so the system's loader or the cache folder refused one of them. */
  private String remedyOfSystem(String error) {
    if (error.contains("glibc")) {
      return "the C or C++ library of this system is older than the one of the build; build Canter"
          + " from its sources on this machine with ./canter test";
    }
    if (error.contains("permission") || error.contains("failed to map")) {
      return "libraries are unpacked into the cache folder, which must be writable and executable;"
          + " name another one with -Dorg.bytedeco.javacpp.cachedir=FOLDER";
    }
    return "the library is damaged or of another build than the Java classes; remove the cache"
        + " folder, then build again with ./canter test";
  }

  private String resource() {
    return '/' + bindings.getPackageName().replace('.', '/') + '/' + fileName();
  }

  private String fileName() {
    return platform + "/lib" + library + ".so";
  }

  private boolean hasOwnLibrary() {
    return bindings.getResource(fileName()) != null;
  }
}
