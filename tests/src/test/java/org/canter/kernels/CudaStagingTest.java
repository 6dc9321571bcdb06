// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What goes up arrives though the memory it comes from is written again or given back at once. The
 * emulated device reads pinned memory as late as a device may.
 */
@Gpu
class CudaStagingTest {
  private static final int PIECE = Staging.BYTES / Float.BYTES;

  @Test
  void whatGoesUpLateArrives() throws Exception {
    assertThat(run(Late.class, Map.of("CANTER_EMULATED_LATE", "1"))).contains("all has arrived");
  }

  @Test
  void smallArraysGoUpWithoutAWait() {
    try (KernelContext context = CudaDeviceCondition.context();
        Slab slab = context.allocate(1000)) {
      context.synchronize();
      CudaTraffic before = context.traffic();
      for (int i = 0; i < 20; i++) {
        slab.copyFrom(new float[1000]);
      }
      CudaTraffic asked = context.traffic().since(before);
      assertThat(asked.uploads()).isEqualTo(20);
      assertThat(asked.uploadBytes()).isEqualTo(20 * 4000);
      assertThat(asked.waits()).isEqualTo(0);
    }
  }

  @Test
  void withoutMemoryToPinThereIsNoContextAndTheProgramGoesOn() throws Exception {
    assumeTrue(CudaDeviceCondition.isEmulated(), "only an emulated system lacks memory to pin");
    String output = run(Poor.class, Map.of("CANTER_EMULATED_BYTES", "1500000"));
    assertThat(output)
        .contains(
            "the block that copies of a context pass through needs 2097152 bytes, which the system"
                + " does not pin; close contexts and pinned slabs");
    assertThat(output).contains("alive: 0");
    assertThat(output).contains("sum 6.0");
  }

  private static String run(Class<?> main, Map<String, String> environment) throws Exception {
    assumeTrue(CudaDeviceCondition.isEmulated(), "a real device is late or not as it likes");
    return ChildJvm.run(
        main, environment, "-D" + CudaRuntime.PATH_PROPERTY + "=" + CudaDeviceCondition.folder());
  }

  /** The main class of a child whose device copies late. */
  static final class Late {
    private Late() {}

    /** Fails if anything else than what was sent arrives. */
    public static void main(String[] arguments) {
      try (KernelContext context = CudaDeviceCondition.context();
          KernelContext other = CudaDeviceCondition.context()) {
        aLargeArrayArrives(context);
        manySmallArraysArrive(context);
        whatIsRelayedArrives(context, other);
        aPinnedSlabMayBeClosed(context, context);
        aPinnedSlabMayBeClosed(context, other);
      }
      aPinnedSlabOutlivesContexts();
      aContextMayBeClosedWhileItCopies();
      System.out.println("all has arrived");
    }

    private static void aLargeArrayArrives(KernelContext context) {
      float[] values = numbers(7 * PIECE + 17);
      try (Slab slab = context.allocate(values.length)) {
        slab.copyFrom(values);
        requireEqual(slab, values);
      }
    }

    private static void manySmallArraysArrive(KernelContext context) {
      int length = PIECE / 3;
      List<Slab> slabs = new ArrayList<>();
      float[] values = new float[length];
      for (int i = 0; i < 20; i++) {
        Slab slab = context.allocate(length);
        Arrays.fill(values, i);
        slab.copyFrom(values);
        slabs.add(slab);
      }
      for (int i = 0; i < 20; i++) {
        Arrays.fill(values, i);
        requireEqual(slabs.get(i), values);
        slabs.get(i).close();
      }
    }

    private static void whatIsRelayedArrives(KernelContext from, KernelContext to) {
      float[] values = numbers(5 * PIECE + 1000);
      try (Slab source = from.allocate(values.length);
          Slab target = to.allocate(values.length)) {
        source.copyFrom(values);
        target.copyRows(0, source, 0, values.length);
        requireEqual(target, values);
      }
    }

    /** `maker` pins the slab, `user` copies from it. */
    private static void aPinnedSlabMayBeClosed(KernelContext maker, KernelContext user) {
      try (Slab target = user.allocate(1000)) {
        Slab pinned = maker.allocateHost(ElementType.F32, 1000);
        pinned.fill(3);
        target.copyRows(0, pinned, 0, 1000);
        pinned.close();
        float[] threes = new float[1000];
        Arrays.fill(threes, 3);
        requireEqual(target, threes);
      }
    }

    private static void aPinnedSlabOutlivesContexts() {
      KernelContext maker = CudaDeviceCondition.context();
      Slab pinned = maker.allocateHost(ElementType.F32, 10);
      maker.close();
      for (int i = 0; i < 3; i++) {
        pinned.fill(i);
        try (KernelContext user = CudaDeviceCondition.context();
            Slab target = user.allocate(10)) {
          target.copyRows(0, pinned, 0, 10);
        }
      }
      pinned.close();
    }

    /** The device of a context lives as long as its tapes: it does not wait when that is closed. */
    private static void aContextMayBeClosedWhileItCopies() {
      KernelContext context = CudaDeviceCondition.context();
      try (Network network =
              Network.create(new int[] {1, 1}, Activation.TANH, Activation.IDENTITY);
          Tape tape = Tape.create(context, network, 1);
          Slab slab = context.allocate(10)) {
        slab.copyFrom(new float[10]);
        context.close();
        assertThat(tape.isClosed()).isFalse();
      }
    }

    private static float[] numbers(int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = i;
      }
      return values;
    }

    private static void requireEqual(Slab slab, float[] values) {
      float[] back = new float[values.length];
      slab.copyTo(back);
      int wrong = Arrays.mismatch(back, values);
      if (wrong >= 0) {
        throw new AssertionError(
            "%s[%s] is %s, not %s".formatted(slab, wrong, back[wrong], values[wrong]));
      }
    }
  }

  /** The main class of a child without memory to pin. */
  static final class Poor {
    private Poor() {}

    /** Prints the refusal, what is alive after it, and a number of the processor. */
    public static void main(String[] arguments) {
      KernelMemoryException refused =
          assertThrows(KernelMemoryException.class, CudaDeviceCondition::context);
      System.out.println(refused.getMessage());
      System.out.println("alive: " + LiveHandles.nativeCount());
      try (KernelContext processor = KernelContext.f32(1);
          Slab x = processor.allocate(3)) {
        x.fill(2);
        System.out.println("sum " + new Vectors(processor).sum(x));
      }
    }
  }
}
