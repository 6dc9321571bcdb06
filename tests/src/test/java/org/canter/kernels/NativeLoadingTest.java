// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.canter.kernels.c.KernelsApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading succeeds once for all threads; each way of failing says its reason and its remedy. */
class NativeLoadingTest {
  /** Bindings whose library is nowhere. */
  @Properties(@Platform(library = "jnicanter_absent"))
  static final class Absent {}

  /** Others of that kind: JavaCPP looks for a name only once. */
  @Properties(@Platform(library = "jnicanter_foreign"))
  static final class Foreign {}

  @Test
  void loadsOnceForAllThreads() throws Exception {
    int threads = 8;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<String>> versions =
        IntStream.range(0, threads)
            .mapToObj(
                i ->
                    executor.submit(
                        () -> {
                          start.await();
                          NativeKernels.load();
                          return NativeKernels.version();
                        }))
            .toList();
    for (Future<String> version : versions) {
      assertThat(version.get()).matches("\\d+\\.\\d+\\.\\d+.*");
    }
    executor.shutdown();
    assertThat(NativeKernels.isLoaded()).isTrue();
  }

  @Test
  void anAbsentLibrarySaysPlatformAttemptErrorAndRemedy() {
    LibraryLoader loader =
        new LibraryLoader(Absent.class, "jnicanter_absent", Loader.getPlatform());
    KernelLoadException refused =
        assertThrows(KernelLoadException.class, () -> loader.load(() -> {}));
    assertThat(refused).hasMessageThat().contains("for " + Loader.getPlatform());
    assertThat(refused)
        .hasMessageThat()
        .contains(
            "tried:  class path resource (absent) /org/canter/kernels/"
                + Loader.getPlatform()
                + "/libjnicanter_absent.so");
    assertThat(refused).hasMessageThat().contains("error:  java.lang.UnsatisfiedLinkError");
    assertThat(refused).hasMessageThat().contains("remedy: put canter-native with the classifier");
    assertThat(refused).hasCauseThat().isInstanceOf(UnsatisfiedLinkError.class);
  }

  @Test
  void anotherPlatformIsNamed() {
    LibraryLoader loader = new LibraryLoader(Foreign.class, "jnicanter_foreign", "linux-riscv64");
    KernelLoadException refused =
        assertThrows(KernelLoadException.class, () -> loader.load(() -> {}));
    assertThat(refused).hasMessageThat().contains("for linux-riscv64");
    assertThat(refused).hasMessageThat().contains("natives are built for linux-x86_64 only");
  }

  @Test
  void aLibraryThatLoadsButDoesNotAnswerIsRefused() {
    LibraryLoader loader =
        new LibraryLoader(KernelsApi.class, "jnicanter_kernels", Loader.getPlatform());
    Runnable silent =
        () -> {
          throw new UnsatisfiedLinkError("canter_status_name");
        };
    KernelLoadException refused =
        assertThrows(KernelLoadException.class, () -> loader.load(silent));
    assertThat(refused).hasMessageThat().contains("UnsatisfiedLinkError: canter_status_name");
    assertThat(refused).hasMessageThat().contains("remedy: the library is damaged or of another");
  }

  @Test
  void withoutTheNativeJarEveryEntryIsRefusedAndTheProgramGoesOn() throws Exception {
    String output = ChildJvm.run(WithoutNatives.class, "-Dcanter.test.natives=absent");
    assertThat(output).contains("Slab.of: KernelLoadException");
    assertThat(output).contains("KernelContext.f32: KernelLoadException");
    assertThat(output).contains("InstructionSet.best: KernelLoadException");
    assertThat(output).contains("put canter-native with the classifier linux-x86_64");
    // what needs no library works: the same draws as here
    double drawn = new Philox(5, RandomStream.USER.code()).at(1, 2, 3).nextNormal();
    assertThat(output).contains("Philox: " + drawn);
    assertThat(output).contains("goes on");
  }

  @Test
  void aDamagedLibraryIsNamedAndTheProgramGoesOn(@TempDir Path folder) throws Exception {
    Path library = folder.resolve("libjnicanter_kernels.so");
    Files.writeString(library, "this is no library");
    String output = ChildJvm.run(WithoutNatives.class, "-Dcanter.test.natives=" + library);
    assertThat(output).contains("Slab.of: KernelLoadException");
    assertThat(output).containsMatch("caused by .*(file too short|invalid ELF header)");
    assertThat(output).contains("remedy: the library is damaged");
    assertThat(output).contains("goes on");
  }

  @Test
  void leaksAreTracedWhereThePropertyAsksForIt() throws IOException, InterruptedException {
    String output = ChildJvm.run(Leaking.class, "-D" + LiveHandles.TRACE_PROPERTY + "=true");
    assertThat(output).contains("Slab F32[2] created");
    assertThat(output).contains("at " + Leaking.class.getName());
  }

  /** The main class of a child that forgets to close. */
  static final class Leaking {
    private Leaking() {}

    /** Leaves a slab open and describes it. */
    public static void main(String[] arguments) {
      Slab slab = Slab.of(1f, 2f);
      System.out.println(LiveHandles.describe());
      System.out.println(slab.get(0));
    }
  }
}
