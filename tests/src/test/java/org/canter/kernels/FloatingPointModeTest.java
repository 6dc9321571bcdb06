// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bytedeco.javacpp.Loader;
import org.canter.kernels.c.KernelsApi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The processor's floating-point mode (MXCSR) is what it was: numbers below the normal range are
 * not flushed to zero, neither after loading nor after any call, and quotients round to nearest. A
 * library linked with the wrong option would change that for the whole virtual machine.
 */
class FloatingPointModeTest {
  // fields, so that the compiler cannot fold the products
  private double half = 0.5;
  private float halfSingle = 0.5f;
  private double three = 3;

  @Test
  void loadingChangesNothing() {
    NativeKernels.load();
    check("load");
  }

  @Test
  void loadingTheLibraryAloneChangesNothing() throws IOException, InterruptedException {
    // the virtual machine repairs the mode after class initialisers, in which bindings load
    String output = ChildJvm.run(BareLibrary.class);
    assertWithMessage("output of the child")
        .that(output)
        .contains("half of MIN_NORMAL: 0x0.8p-1022");
  }

  /** The main class of a child that loads the library by itself. */
  static final class BareLibrary {
    private static double half = 0.5;

    private BareLibrary() {}

    /** Loads the library, then tells half of the smallest normal number. */
    public static void main(String[] arguments) throws IOException {
      String name = Loader.getPlatform() + "/libcanter_kernels.so";
      System.load(Loader.cacheResource(KernelsApi.class, name).getPath());
      System.out.println("half of MIN_NORMAL: " + Double.toHexString(Double.MIN_NORMAL * half));
    }
  }

  @ParameterizedTest
  @EnumSource(Real.class)
  void noCallChangesAnything(Real real) {
    try (TestPolicy p = new TestPolicy(KernelContext.Options.of(real, real == Real.F32 ? 3 : 1))) {
      check("creating handles");
      for (Map.Entry<String, Runnable> call : EveryCall.of(p).entrySet()) {
        call.getValue().run();
        check(call.getKey());
      }
    }
    check("closing handles");
  }

  @Test
  void aThreadThatCallsKeepsItsMode() throws InterruptedException {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    try (TestPolicy p = TestPolicy.f32()) {
      Thread thread =
          new Thread(
              () -> {
                check("a new thread");
                p.act();
                check("act on a new thread");
              });
      thread.setUncaughtExceptionHandler((where, failure) -> failures.add(failure));
      thread.start();
      thread.join();
    }
    assertWithMessage("failures on the other thread").that(failures).isEmpty();
  }

  private void check(String after) {
    assertWithMessage("Double.MIN_NORMAL / 2 after %s", after)
        .that(Double.doubleToRawLongBits(Double.MIN_NORMAL * half))
        .isEqualTo(0x0008000000000000L);
    assertWithMessage("Double.MIN_VALUE * 3 after %s", after)
        .that(Double.doubleToRawLongBits(Double.MIN_VALUE * three))
        .isEqualTo(3L);
    assertWithMessage("Float.MIN_NORMAL / 2 after %s", after)
        .that(Float.floatToRawIntBits(Float.MIN_NORMAL * halfSingle))
        .isEqualTo(0x00400000);
    assertWithMessage("1 / 3, rounded to nearest, after %s", after)
        .that(Double.doubleToRawLongBits(1 / three))
        .isEqualTo(0x3FD5555555555555L);
    assertWithMessage("-1 / 3, rounded to nearest, after %s", after)
        .that(Double.doubleToRawLongBits(-1 / three))
        .isEqualTo(0xBFD5555555555555L);
  }
}
