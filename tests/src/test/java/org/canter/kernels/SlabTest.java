// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Shapes, views, access and copies of slabs. */
class SlabTest {
  // segments of 64 bytes instead of 2^30: every copy below crosses several
  private static final int SMALL_SEGMENTS = 6;

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void isZeroedAlignedAndShaped(ElementType type) {
    for (long rows : new long[] {1, 2, 63, 64, 65, 1000}) {
      try (Slab slab = Slab.allocate(type, rows, 7)) {
        assertThat(slab.pointer().address() % SlabMemory.ALIGNMENT).isEqualTo(0);
        assertThat(slab.type()).isEqualTo(type);
        assertThat(slab.shape()).isEqualTo(new long[] {rows, 7});
        assertThat(slab.rows()).isEqualTo(rows);
        assertThat(slab.width()).isEqualTo(7);
        assertThat(slab.elements()).isEqualTo(7 * rows);
        assertThat(slab.bytes()).isEqualTo(7 * rows * type.bytes());
        assertThat(Arrays.stream(slab.toDoubles()).allMatch(value -> value == 0)).isTrue();
      }
    }
  }

  @Test
  void countsRowsOverAllDimensionsButTheLast() {
    try (Slab cube = Slab.allocate(ElementType.F32, 4, 3, 2);
        Slab vector = Slab.allocate(ElementType.F32, 9)) {
      assertThat(cube.rows()).isEqualTo(12);
      assertThat(cube.width()).isEqualTo(2);
      assertThat(vector.rows()).isEqualTo(9);
      assertThat(vector.width()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyElementIsReadBackAcrossSegments(ElementType type) {
    try (Slab slab = Slab.allocate(SMALL_SEGMENTS, type, 5, 20)) {
      for (int i = 0; i < 100; i++) {
        slab.set(i, i);
      }
      for (int i = 0; i < 100; i++) {
        assertThat(slab.get(i)).isEqualTo(i);
        assertThat(slab.get(i / 20, i % 20)).isEqualTo(i);
      }
      slab.set(4, 19, 7);
      assertThat(slab.get(99)).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0, 1", "0, 0, 100", "3, 5, 90", "15, 1, 2", "16, 0, 16", "99, 99, 1"})
  void arraysAreCopiedBothWaysAcrossSegments(int index, int offset, int count) {
    float[] floats = new float[100];
    int[] ints = new int[100];
    byte[] bytes = new byte[100];
    double[] doubles = new double[100];
    for (int i = 0; i < 100; i++) {
      floats[i] = ints[i] = bytes[i] = (byte) (i + 1);
      doubles[i] = i + 1;
    }
    float[] floatsBack = new float[100];
    int[] intsBack = new int[100];
    byte[] bytesBack = new byte[100];
    double[] doublesBack = new double[100];
    double[] roundedBack = new double[100];
    try (Slab f32 = Slab.allocate(SMALL_SEGMENTS, ElementType.F32, 100);
        Slab f64 = Slab.allocate(SMALL_SEGMENTS, ElementType.F64, 100);
        Slab i32 = Slab.allocate(SMALL_SEGMENTS, ElementType.I32, 100);
        Slab u8 = Slab.allocate(SMALL_SEGMENTS, ElementType.U8, 100)) {
      f32.copyFrom(index, floats, offset, count);
      f64.copyFrom(index, doubles, offset, count);
      i32.copyFrom(index, ints, offset, count);
      u8.copyFrom(index, bytes, offset, count);
      for (Slab slab : new Slab[] {f32, f64, i32, u8}) {
        for (int i = 0; i < 100; i++) {
          boolean inside = i >= index && i < index + count;
          assertThat(slab.get(i)).isEqualTo(inside ? i - index + offset + 1 : 0);
        }
      }
      f32.copyTo(index, floatsBack, offset, count);
      f64.copyTo(index, doublesBack, offset, count);
      i32.copyTo(index, intsBack, offset, count);
      u8.copyTo(index, bytesBack, offset, count);
      f32.copyTo(index, roundedBack, offset, count);
    }
    for (int i = 0; i < 100; i++) {
      int expected = i >= offset && i < offset + count ? i + 1 : 0;
      assertThat(floatsBack[i]).isEqualTo(expected);
      assertThat(doublesBack[i]).isEqualTo(expected);
      assertThat(intsBack[i]).isEqualTo(expected);
      assertThat(bytesBack[i]).isEqualTo(expected);
      assertThat(roundedBack[i]).isEqualTo(expected);
    }
  }

  @Test
  void wholeArraysAndRoundedDoublesAreCopied() {
    try (Slab f32 = Slab.of(1f, 2f, 3f);
        Slab f64 = Slab.of(4.0, 5.0, 6.0);
        Slab i32 = Slab.of(7, 8, 9)) {
      assertThat(f32.type()).isEqualTo(ElementType.F32);
      assertThat(f64.type()).isEqualTo(ElementType.F64);
      assertThat(i32.type()).isEqualTo(ElementType.I32);
      f32.copyFrom(new double[] {0.1, 0.2, 0.3});
      assertThat(f32.getFloat(0)).isEqualTo(0.1f);
      double[] back = new double[3];
      f32.copyTo(back);
      assertThat(back[2]).isEqualTo((double) 0.3f);
      assertThat(i32.toDoubles()).isEqualTo(new double[] {7, 8, 9});
    }
  }

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void rowsAreCopiedAcrossSegments(ElementType type) {
    try (Slab from = Slab.allocate(SMALL_SEGMENTS, type, 30, 3);
        Slab to = Slab.allocate(SMALL_SEGMENTS, type, 40, 3)) {
      for (int i = 0; i < 90; i++) {
        from.set(i, i + 1);
      }
      to.copyRows(11, from, 2, 28);
      for (int i = 0; i < 120; i++) {
        boolean inside = i >= 33 && i < 117;
        assertThat(to.get(i)).isEqualTo(inside ? i - 33 + 6 + 1 : 0);
      }
    }
  }

  @Test
  void rowsOfOneSlabAreCopiedUnlessTheyOverlap() {
    try (Slab slab = Slab.of(1, 2, 3, 4, 5, 6)) {
      slab.copyRows(3, slab, 0, 3);
      assertThat(slab.toDoubles()).isEqualTo(new double[] {1, 2, 3, 1, 2, 3});
      assertThrows(AliasedBufferException.class, () -> slab.copyRows(2, slab, 0, 3));
      assertThat(slab.toDoubles()).isEqualTo(new double[] {1, 2, 3, 1, 2, 3});
    }
  }

  @Test
  void fillWritesEveryElementOfAViewOnly() {
    try (Slab slab = Slab.allocate(ElementType.F32, 6, 2)) {
      slab.rows(2, 4).fill(1.5);
      assertThat(slab.toDoubles())
          .isEqualTo(new double[] {0, 0, 0, 0, 1.5, 1.5, 1.5, 1.5, 0, 0, 0, 0});
    }
  }

  @Test
  void viewsShareMemoryAndNest() {
    try (Slab slab = Slab.allocate(ElementType.F64, 10, 3)) {
      Slab inner = slab.rows(2, 9).rows(1, 4);
      assertThat(inner.shape()).isEqualTo(new long[] {3, 3});
      inner.set(0, 1, 42);
      assertThat(slab.get(3, 1)).isEqualTo(42);
      assertThat(inner.pointer().address()).isEqualTo(slab.pointer().address() + 3 * 3 * 8);
      assertThat(slab.reshape(3, 10).get(1, 0)).isEqualTo(42);
    }
  }

  @Test
  void windowsMoveWithoutAllocating() {
    try (Slab slab = Slab.allocate(ElementType.F32, 8, 2)) {
      Slab window = slab.window(2);
      for (int row = 0; row <= 6; row++) {
        window.moveTo(row).set(1, 1, row + 1);
        assertThat(window.pointer().address()).isEqualTo(slab.pointer().address() + row * 8L);
        assertThat(slab.get(row + 1, 1)).isEqualTo(row + 1);
      }
      assertThrows(KernelShapeException.class, () -> window.moveTo(7));
      assertThrows(KernelShapeException.class, () -> window.moveTo(-1));
      assertThrows(KernelStateException.class, () -> slab.moveTo(0));
    }
  }

  @Test
  void closingASlabEndsItsViewsAndClosingAViewEndsItAlone() {
    Slab slab = Slab.of(1f, 2f);
    Slab first = slab.rows(0, 1);
    Slab second = slab.rows(1, 2);
    first.close();
    assertThat(first.isClosed()).isTrue();
    assertThrows(ClosedHandleException.class, () -> first.get(0));
    assertThat(second.get(0)).isEqualTo(2);
    slab.close();
    slab.close();
    assertThat(second.isClosed()).isTrue();
    assertThrows(ClosedHandleException.class, () -> second.get(0));
    assertThrows(ClosedHandleException.class, () -> slab.rows(0, 1));
    assertThrows(ClosedHandleException.class, () -> slab.fill(0));
    assertThrows(ClosedHandleException.class, () -> slab.copyTo(new float[2]));
    assertThat(LiveHandles.count()).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "-9223372036854775808"})
  void dimensionsBelowOneAreRefused(long dimension) {
    KernelShapeException refused =
        assertThrows(
            KernelShapeException.class, () -> Slab.allocate(ElementType.F32, 3, dimension));
    assertThat(refused).hasMessageThat().contains("dimension " + dimension);
  }

  @Test
  void shapesWithoutSenseAreRefused() {
    assertThrows(KernelShapeException.class, () -> Slab.allocate(ElementType.F32));
    assertThrows(KernelShapeException.class, () -> Slab.allocate(ElementType.F32, 1, 1, 1, 1, 1));
    assertThrows(
        KernelShapeException.class, () -> Slab.allocate(ElementType.F32, 1L << 32, 1L << 31, 2));
    assertThrows(KernelShapeException.class, () -> Slab.allocate(ElementType.F32, 1, 1L << 31));
    assertThrows(KernelArgumentException.class, () -> Slab.allocate(null, 1));
    assertThrows(
        KernelMemoryException.class, () -> Slab.allocate(ElementType.F64, Long.MAX_VALUE / 16));
    assertThrows(KernelMemoryException.class, () -> Slab.allocate(ElementType.F64, 1L << 42));
  }

  @Test
  void accessOutsideOrOfAnotherTypeIsRefusedBeforeAnythingIsWritten() {
    try (Slab slab = Slab.of(1f, 2f)) {
      assertThrows(KernelShapeException.class, () -> slab.setFloat(2, 9));
      assertThrows(KernelShapeException.class, () -> slab.getFloat(-1));
      assertThrows(KernelShapeException.class, () -> slab.get(0, 1));
      assertThrows(KernelArgumentException.class, () -> slab.setDouble(0, 9));
      assertThrows(KernelArgumentException.class, () -> slab.setInt(0, 9));
      assertThrows(KernelArgumentException.class, () -> slab.setByte(0, (byte) 9));
      assertThrows(KernelShapeException.class, () -> slab.copyFrom(new float[3]));
      assertThrows(KernelShapeException.class, () -> slab.copyFrom(1, new float[3], 0, 2));
      assertThrows(KernelShapeException.class, () -> slab.copyFrom(0, new float[3], 2, 2));
      assertThrows(KernelShapeException.class, () -> slab.copyFrom(0, new float[3], 0, 0));
      assertThrows(KernelArgumentException.class, () -> slab.copyFrom(new int[2]));
      assertThrows(KernelShapeException.class, () -> slab.rows(1, 1));
      assertThrows(KernelShapeException.class, () -> slab.rows(0, 3));
      assertThrows(KernelShapeException.class, () -> slab.reshape(3));
      assertThat(slab.toDoubles()).isEqualTo(new double[] {1, 2});
    }
  }
}
