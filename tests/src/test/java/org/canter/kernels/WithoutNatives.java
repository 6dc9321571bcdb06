// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;

/**
 * The main class of a child that sees the class path without our native libraries, or with another
 * file in place of the JNI library. Works the same for jars and folders.
 */
final class WithoutNatives {
  private static final String NATIVES = "org/canter/kernels/c/linux-x86_64/";

  private WithoutNatives() {}

  /** Runs {@link Entries} behind a class loader that hides the libraries. */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    ClassLoader hiding = new Hiding(classPath(), System.getProperty("canter.test.natives"));
    Thread.currentThread().setContextClassLoader(hiding);
    Runnable entries =
        (Runnable) hiding.loadClass(Entries.class.getName()).getDeclaredConstructor().newInstance();
    entries.run();
  }

  private static URL[] classPath() {
    List<URL> urls = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      urls.add(url(Path.of(entry)));
    }
    return urls.toArray(new URL[0]);
  }

  private static URL url(Path path) {
    try {
      return path.toUri().toURL();
    } catch (MalformedURLException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** Sees what the class path holds, but for our libraries. */
  private static final class Hiding extends URLClassLoader {
    private final String instead;

    Hiding(URL[] urls, String instead) {
      super(urls, ClassLoader.getPlatformClassLoader());
      this.instead = instead;
    }

    @Override
    public URL findResource(String name) {
      if (!name.startsWith(NATIVES)) {
        return super.findResource(name);
      }
      Path file = Path.of(instead);
      return file.endsWith(Path.of(name).getFileName()) ? url(file) : null;
    }

    @Override
    public Enumeration<URL> findResources(String name) {
      URL resource = findResource(name);
      return resource == null
          ? Collections.emptyEnumeration()
          : Collections.enumeration(List.of(resource));
    }
  }

  /** Tries the entries of the Java face one by one. */
  public static final class Entries implements Runnable {
    /** Called by reflection, in the other class loader. */
    public Entries() {}

    @Override
    public void run() {
      attempt("Slab.of", () -> Slab.of(1f));
      attempt("KernelContext.f32", () -> KernelContext.f32(1));
      attempt("InstructionSet.best", InstructionSet::best);
      System.out.println(
          "Philox: " + new Philox(5, RandomStream.USER.code()).at(1, 2, 3).nextNormal());
      System.out.println("open: " + LiveHandles.count() + LiveHandles.nativeCount());
      System.out.println("goes on");
    }

    private static void attempt(String name, Runnable entry) {
      try {
        entry.run();
        System.out.println(name + ": no exception");
      } catch (KernelException exception) {
        System.out.println(
            name + ": " + exception.getClass().getSimpleName() + ": " + exception.getMessage());
      }
    }
  }
}
