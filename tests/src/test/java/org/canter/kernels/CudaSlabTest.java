// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Slabs on a GPU and pinned ones: zeros, copies every way, views, refusals, closing. */
@Gpu
class CudaSlabTest {
  private KernelContext context;

  @BeforeEach
  void open() {
    context = CudaDeviceCondition.context();
  }

  @AfterEach
  void close() {
    context.close();
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void slabsOfAContextAreZeroedAndKnowTheirPlace(ElementType type) {
    try (Slab device = context.allocate(type, 7, 5);
        Slab pinned = context.allocateHost(type, 7, 5);
        Slab host = Slab.allocate(type, 7, 5)) {
      assertThat(device.place()).isEqualTo(context.place());
      assertThat(device.rows(1, 3).place()).isEqualTo(context.place());
      assertThat(pinned.place()).isEqualTo(Place.PINNED);
      assertThat(host.place()).isEqualTo(Place.HOST);
      assertThat(device.toString()).contains(" in cuda:");
      assertThat(pinned.toString()).contains(" in pinned host memory");
      assertThat(device.toDoubles()).isEqualTo(new double[35]);
      assertThat(pinned.toDoubles()).isEqualTo(new double[35]);
      assertThat(LiveHandles.countByType()).containsEntry("Slab", 3);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 0, 100", "3, 5, 90", "99, 99, 1"})
  void arraysAreCopiedBothWays(int index, int offset, int count) {
    float[] floats = new float[100];
    double[] doubles = new double[100];
    int[] ints = new int[100];
    byte[] bytes = new byte[100];
    for (int i = 0; i < 100; i++) {
      floats[i] = ints[i] = bytes[i] = (byte) (i + 1);
      doubles[i] = i + 1;
    }
    for (ElementType type : ElementType.values()) {
      try (Slab slab = context.allocate(type, 100)) {
        double[] back = new double[100];
        switch (type) {
          case F32 -> {
            slab.copyFrom(index, floats, offset, count);
            slab.copyTo(index, back, offset, count);
          }
          case F64 -> {
            slab.copyFrom(index, doubles, offset, count);
            slab.copyTo(index, back, offset, count);
          }
          case I32 -> {
            int[] part = new int[100];
            slab.copyFrom(index, ints, offset, count);
            slab.copyTo(index, part, offset, count);
            Arrays.setAll(back, i -> part[i]);
          }
          case U8 -> {
            byte[] part = new byte[100];
            slab.copyFrom(index, bytes, offset, count);
            slab.copyTo(index, part, offset, count);
            Arrays.setAll(back, i -> part[i]);
          }
        }
        double[] all = slab.toDoubles();
        for (int i = 0; i < 100; i++) {
          boolean inside = i >= index && i < index + count;
          assertWithMessage("%s[%s]", type, i)
              .that(all[i])
              .isEqualTo(inside ? i - index + offset + 1 : 0);
          boolean copied = i >= offset && i < offset + count;
          assertWithMessage("%s back[%s]", type, i).that(back[i]).isEqualTo(copied ? i + 1 : 0);
        }
      }
    }
  }

  @Test
  void doublesAreRoundedOnTheWayAndFloatsComeBackAsThem() {
    try (Slab slab = context.allocate(3)) {
      slab.copyFrom(new double[] {0.1, 0.2, 0.3});
      float[] back = new float[3];
      slab.copyTo(back);
      assertThat(back).isEqualTo(new float[] {0.1f, 0.2f, 0.3f});
    }
  }

  @Test
  void arraysLargerThanOnePieceAreCopiedAndFilled() {
    int count = 3 * (Staging.BYTES / Float.BYTES) + 17;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    float[] back = new float[count];
    try (Slab slab = context.allocate(count)) {
      slab.copyFrom(values);
      slab.copyTo(back);
      assertThat(back).isEqualTo(values);
      slab.fill(-2.5);
      slab.copyTo(back);
      Arrays.fill(values, -2.5f);
      assertThat(back).isEqualTo(values);
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void fillWritesAViewOnly(ElementType type) {
    try (Slab slab = context.allocate(type, 6, 2)) {
      slab.rows(2, 4).fill(7);
      assertThat(slab.toDoubles()).isEqualTo(new double[] {0, 0, 0, 0, 7, 7, 7, 7, 0, 0, 0, 0});
      slab.fill(0);
      assertThat(slab.toDoubles()).isEqualTo(new double[12]);
    }
  }

  @Test
  void rowsAreCopiedBetweenAllPlaces() {
    try (KernelContext other = CudaDeviceCondition.context()) {
      for (int from = 0; from < 4; from++) {
        for (int to = 0; to < 4; to++) {
          try (Slab source = at(from, other);
              Slab target = at(to, other)) {
            float[] values = new float[30];
            for (int i = 0; i < 30; i++) {
              values[i] = i + 1;
            }
            source.copyFrom(values);
            target.copyRows(4, source, 2, 5);
            double[] copied = target.toDoubles();
            for (int i = 0; i < 30; i++) {
              double expected = i >= 12 && i < 27 ? i - 12 + 6 + 1 : 0;
              assertWithMessage("%s to %s, element %s", source, target, i)
                  .that(copied[i])
                  .isEqualTo(expected);
            }
          }
        }
      }
    }
  }

  /** A slab of each place; the last one is of another context. */
  private Slab at(int place, KernelContext other) {
    return switch (place) {
      case 0 -> Slab.allocate(ElementType.F32, 10, 3);
      case 1 -> context.allocateHost(ElementType.F32, 10, 3);
      case 2 -> context.allocate(10, 3);
      default -> other.allocate(10, 3);
    };
  }

  @Test
  void muchIsCopiedBetweenContextsByPieces() {
    int count = Staging.BYTES / Float.BYTES + 1000;
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    float[] back = new float[count];
    try (KernelContext other = CudaDeviceCondition.context();
        Slab from = context.allocate(count);
        Slab to = other.allocate(count)) {
      from.copyFrom(values);
      to.copyRows(0, from, 0, count);
      to.copyTo(back);
      assertThat(back).isEqualTo(values);
    }
  }

  /** The device writes zeros by itself; those of -0 have a bit, and go up. */
  @Test
  void zerosAreNotUploaded() {
    try (Slab device = context.allocate(1000)) {
      device.fill(7);
      CudaTraffic before = context.traffic();
      device.fill(0.0);
      assertThat(context.traffic().since(before).uploads()).isEqualTo(0);
      assertThat(device.toDoubles()).isEqualTo(new double[1000]);
      device.fill(-0.0);
      assertThat(Double.doubleToRawLongBits(device.toDoubles()[999])).isEqualTo(Long.MIN_VALUE);
    }
  }

  @Test
  void pinnedRowsGoUpWithoutAWait() {
    try (Slab pinned = context.allocateHost(ElementType.F32, 1000);
        Slab device = context.allocate(1000)) {
      pinned.fill(3);
      CudaTraffic before = context.traffic();
      device.copyRows(0, pinned, 0, 1000);
      CudaTraffic asked = context.traffic().since(before);
      assertThat(asked.uploads()).isEqualTo(1);
      assertThat(asked.uploadBytes()).isEqualTo(4000);
      assertThat(asked.waits()).isEqualTo(0);
      context.synchronize();
      assertThat(context.traffic().since(before).waits()).isEqualTo(1);
      assertThat(new Vectors(context).sum(device)).isEqualTo(3000);
    }
  }

  @Test
  void overlappingRowsAreRefused() {
    try (Slab slab = context.allocate(6)) {
      slab.copyFrom(new float[] {1, 2, 3, 4, 5, 6});
      slab.copyRows(3, slab, 0, 3);
      assertThat(slab.toDoubles()).isEqualTo(new double[] {1, 2, 3, 1, 2, 3});
      assertThrows(AliasedBufferException.class, () -> slab.copyRows(2, slab, 0, 3));
    }
  }

  @Test
  void viewsAndWindowsAreOfTheSameMemory() {
    try (Slab slab = context.allocate(8, 2)) {
      float[] values = new float[16];
      for (int i = 0; i < 16; i++) {
        values[i] = i;
      }
      slab.copyFrom(values);
      Slab window = slab.window(2);
      for (int row = 0; row <= 6; row++) {
        int first = 2 * row;
        assertThat(window.moveTo(row).toDoubles())
            .isEqualTo(new double[] {first, first + 1, first + 2, first + 3});
      }
      assertThat(slab.reshape(4, 4).rows(1, 2).toDoubles()).isEqualTo(new double[] {4, 5, 6, 7});
      assertThat(new Vectors(context).sum(slab.rows(7, 8))).isEqualTo(29);
      window.moveTo(3).copyFrom(new float[4]);
      assertThat(slab.rows(3, 5).toDoubles()).isEqualTo(new double[4]);
    }
  }

  @Test
  void singleElementsAreRefusedWithTheWayToReadThem() {
    try (Slab f32 = context.allocate(2, 2);
        Slab f64 = context.allocate(ElementType.F64, 2);
        Slab i32 = context.allocate(ElementType.I32, 2);
        Slab u8 = context.allocate(ElementType.U8, 2)) {
      List<Runnable> accesses =
          List.of(
              () -> f32.get(0),
              () -> f32.get(1, 1),
              () -> f32.set(0, 1),
              () -> f32.set(1, 1, 1),
              () -> f32.getFloat(0),
              () -> f32.setFloat(0, 1),
              () -> f64.getDouble(0),
              () -> f64.setDouble(0, 1),
              () -> i32.getInt(0),
              () -> i32.setInt(0, 1),
              () -> u8.getByte(0),
              () -> u8.setByte(0, (byte) 1));
      for (Runnable access : accesses) {
        KernelStateException refused = assertThrows(KernelStateException.class, access::run);
        assertThat(refused).hasMessageThat().contains("in cuda:");
        assertThat(refused).hasMessageThat().contains("use copyTo");
      }
    }
  }

  @Test
  void wrongArraysAndTypesAreRefusedAsWithTheHost() {
    try (Slab slab = context.allocate(2)) {
      assertThrows(KernelShapeException.class, () -> slab.copyFrom(new float[3]));
      assertThrows(KernelShapeException.class, () -> slab.copyTo(1, new float[3], 0, 2));
      assertThrows(KernelArgumentException.class, () -> slab.copyFrom(new int[2]));
      assertThrows(KernelShapeException.class, () -> context.allocate(0));
      assertThrows(KernelArgumentException.class, () -> context.allocate((ElementType) null, 1));
      assertThrows(KernelMemoryException.class, () -> context.allocate(1L << 62));
    }
  }

  @Test
  void useAfterCloseIsRefused() {
    Slab slab = context.allocate(4);
    Slab view = slab.rows(1, 3);
    slab.close();
    slab.close();
    assertThrows(ClosedHandleException.class, () -> slab.copyTo(new float[4]));
    assertThrows(ClosedHandleException.class, () -> view.copyFrom(new float[2]));
    assertThrows(ClosedHandleException.class, () -> view.fill(1));
    assertThrows(ClosedHandleException.class, view::toDoubles);
    assertThrows(ClosedHandleException.class, () -> new Vectors(context).sum(view));
  }

  @Test
  void aSlabMayBeClosedAfterItsContext() {
    Slab slab = context.allocate(4);
    Slab pinned = context.allocateHost(ElementType.F32, 4);
    slab.fill(1);
    context.close();
    assertThat(slab.isClosed()).isFalse();
    assertThrows(ClosedHandleException.class, () -> slab.copyTo(new float[4]));
    assertThrows(ClosedHandleException.class, () -> slab.fill(1));
    assertThrows(ClosedHandleException.class, () -> slab.copyRows(0, pinned, 0, 4));
    assertThrows(ClosedHandleException.class, () -> context.allocate(1));
    assertThrows(ClosedHandleException.class, () -> context.allocateHost(ElementType.F32, 1));
    assertThrows(ClosedHandleException.class, context::synchronize);
    assertThrows(ClosedHandleException.class, context::traffic);
    assertThat(pinned.getFloat(3)).isEqualTo(0);
    slab.close();
    pinned.close();
  }

  @Test
  void severalThreadsMayCopyAtOnce() throws Exception {
    int threads = 4;
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    List<Future<Boolean>> done = new ArrayList<>();
    for (int thread = 0; thread < threads; thread++) {
      int number = thread + 1;
      done.add(executor.submit(() -> copiesKeepTheirNumbers(number)));
    }
    for (Future<Boolean> each : done) {
      assertThat(each.get()).isTrue();
    }
    executor.shutdown();
  }

  private boolean copiesKeepTheirNumbers(int number) {
    float[] values = new float[5000];
    float[] back = new float[5000];
    try (Slab slab = context.allocate(5000)) {
      for (int round = 0; round < 50; round++) {
        Arrays.fill(values, 100 * number + round);
        slab.copyFrom(values);
        slab.copyTo(back);
        assertThat(back).isEqualTo(values);
      }
    }
    return true;
  }

  @Test
  void outOfMemorySaysWhatIsFreeAndLeavesTheContextUsable() {
    long tooMuch = CudaDeviceCondition.device().totalBytes();
    for (int i = 0; i < 3; i++) {
      KernelMemoryException refused =
          assertThrows(
              KernelMemoryException.class,
              () -> context.allocate(ElementType.U8, tooMuch / 1000, 1001));
      assertThat(refused).hasMessageThat().containsMatch("needs \\d+ bytes, and \\d+ are free");
      assertThat(refused).hasMessageThat().contains("use a smaller batch");
      try (Slab x = context.allocate(100)) {
        x.fill(2);
        assertThat(new Vectors(context).sum(x)).isEqualTo(200);
      }
    }
    assertThat(LiveHandles.countByType()).containsExactly("KernelContext", 1);
  }
}
