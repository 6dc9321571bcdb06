// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;
import org.canter.kernels.ElementType;
import org.canter.kernels.Slab;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a writer puts, a reader takes, bit by bit; anything else it refuses by name. */
class StateTest {
  // quiet and signalling, with a payload
  private static final long[] NANS = {
    0x7ff8000000000000L, 0xfff8000000000123L, 0x7ff0000000000001L, 0xfff00000deadbeefL
  };

  @Test
  void numbersKeepTheirBits() {
    double[] values = {0, -0.0, 1.5, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, 0, 0, 0, 0};
    for (int i = 0; i < NANS.length; i++) {
      values[5 + i] = Double.longBitsToDouble(NANS[i]);
    }
    StateWriter writer = new StateWriter().put("min", Long.MIN_VALUE).put("max", Long.MAX_VALUE);
    for (double value : values) {
      writer.put("value", value);
    }
    byte[] bytes = {1, -1, 0};
    writer.put("values", values).put("none", new double[0]).put("bytes", bytes);
    writer.put("ä", new byte[0]);

    StateReader reader = StateReader.of(writer.toBytes(), "numbers");
    assertThat(reader.getLong("min")).isEqualTo(Long.MIN_VALUE);
    assertThat(reader.getLong("max")).isEqualTo(Long.MAX_VALUE);
    for (double value : values) {
      assertThat(bits(reader.getDouble("value"))).isEqualTo(bits(value));
    }
    double[] read = reader.getDoubles("values");
    assertThat(Arrays.stream(read).mapToLong(StateTest::bits).toArray())
        .isEqualTo(Arrays.stream(values).mapToLong(StateTest::bits).toArray());
    assertThat(reader.getDoubles("none")).isEmpty();
    assertThat(reader.getBytes("bytes")).isEqualTo(bytes);
    assertThat(reader.getBytes("ä")).isEmpty();
    reader.end();
  }

  @ParameterizedTest
  @EnumSource
  void slabsKeepTheirBits(ElementType type) {
    // one element, and around the pieces in which they are moved
    for (int elements : new int[] {1, 16_383, 16_384, 16_385, 40_000}) {
      try (Slab put = Slab.allocate(type, 1, elements);
          Slab taken = Slab.allocate(type, 1, elements)) {
        fill(put, new Random(elements));
        byte[] bytes = new StateWriter().put("before", 1).put("slab", put).toBytes();
        StateReader reader = StateReader.of(bytes, "slabs");
        assertThat(reader.getLong("before")).isEqualTo(1);
        reader.read("slab", taken);
        reader.end();
        byte[] again = new StateWriter().put("before", 1).put("slab", taken).toBytes();
        assertThat(Arrays.equals(again, bytes)).isTrue();
        requireEqual(taken, put);
      }
    }
  }

  @Test
  void aViewIsWrittenAsTheRowsThatItShows() {
    try (Slab whole = Slab.of(0f, 1f, 2f, 3f, 4f, 5f);
        Slab rows = whole.reshape(3, 2).rows(1, 3);
        Slab taken = Slab.allocate(ElementType.F32, 2, 2)) {
      StateReader.of(new StateWriter().put("rows", rows).toBytes(), "view").read("rows", taken);
      assertThat(taken.toDoubles()).isEqualTo(new double[] {2, 3, 4, 5});
    }
  }

  @Test
  void anotherFieldThanExpectedIsRefusedByName() {
    byte[] bytes = new StateWriter().put("steps", 5).toBytes();
    assertThat(refusal(() -> StateReader.of(bytes, "progress").getLong("episodes")))
        .isEqualTo(
            "the field \"episodes\" of the entry \"progress\" is expected here as a long,"
                + " but there is a long called \"steps\"");
    assertThat(refusal(() -> StateReader.of(bytes, "progress").getDoubles("steps")))
        .contains("is expected here as doubles, but there is a long called \"steps\"");
    StateReader reader = StateReader.of(bytes, "progress");
    assertThat(refusal(reader::end)).contains("15 bytes more than are expected, from a long on");
    reader.getLong("steps");
    assertThat(refusal(() -> reader.getLong("more"))).contains("is cut off");
    assertThat(refusal(() -> StateReader.of(new byte[3], "progress")))
        .contains("the entry \"progress\" of 3 bytes begins otherwise than ours");
    assertThat(refusal(() -> new StateWriter().put("", 1))).contains("a name of 1 to 255 bytes");
    assertThat(refusal(() -> new StateWriter().put("x".repeat(256), 1))).contains("255");
  }

  @Test
  void aSlabOfAnotherTypeOrShapeIsRefusedAndStaysAsItWas() {
    try (Slab put = matrix(ElementType.F32, 2, 3, 1, 2, 3, 4, 5, 6);
        Slab shape = matrix(ElementType.F32, 3, 2, 9, 9, 9, 9, 9, 9);
        Slab type = matrix(ElementType.I32, 2, 3, 9, 9, 9, 9, 9, 9)) {
      byte[] bytes = new StateWriter().put("theta", put).toBytes();
      assertThat(refusal(() -> StateReader.of(bytes, "policy").read("theta", shape)))
          .isEqualTo(
              "the field \"theta\" of the entry \"policy\" is of type 'f' and shape [2, 3], Slab"
                  + " F32[3, 2] takes type 'f'; was the configuration changed?");
      assertThat(refusal(() -> StateReader.of(bytes, "policy").read("theta", type)))
          .contains("Slab I32[2, 3] takes type 'i'");
      byte[] cut = Arrays.copyOf(bytes, bytes.length - 1);
      try (Slab taken = matrix(ElementType.F32, 2, 3, 9, 9, 9, 9, 9, 9)) {
        assertThat(refusal(() -> StateReader.of(cut, "policy").read("theta", taken)))
            .contains("is cut off: it takes 24 bytes more, 23 are left");
        assertThat(taken.get(0)).isEqualTo(9.0);
      }
      assertThat(shape.get(0)).isEqualTo(9.0);
      assertThat(type.get(0)).isEqualTo(9.0);
    }
  }

  @Test
  void damagedBytesGiveRefusalsAndNothingElse() {
    Random random = new Random(2);
    int refused = 0;
    int trials = 20_000;
    try (Slab slab = Slab.allocate(ElementType.F64, 3, 2)) {
      byte[] whole = everything(slab);
      for (int trial = 0; trial < trials; trial++) {
        byte[] bytes = damaged(whole, random, trial % 3);
        try {
          readEverything(StateReader.of(bytes, "damaged"), slab);
        } catch (CheckpointException exception) {
          assertThat(exception).hasMessageThat().contains("the entry \"damaged\"");
          refused++;
        }
      }
      readEverything(StateReader.of(whole, "whole"), slab);
    }
    // what remains are flips in values, which the sums of the store notice
    assertThat(refused).isGreaterThan(trials / 2);
    System.out.printf(
        "damaged entries read without a crash: %d of %d, %d of them refused%n",
        trials, trials, refused);
  }

  /** A slab that owns its memory, unlike a reshaped view. */
  private static Slab matrix(ElementType type, int rows, int columns, double... values) {
    Slab slab = Slab.allocate(type, rows, columns);
    for (int i = 0; i < values.length; i++) {
      slab.set(i, values[i]);
    }
    return slab;
  }

  private static byte[] everything(Slab slab) {
    return new StateWriter()
        .put("long", 1)
        .put("double", 2.0)
        .put("bytes", new byte[] {3, 4, 5})
        .put("doubles", new double[] {6, 7})
        .put("slab", slab)
        .toBytes();
  }

  private static void readEverything(StateReader reader, Slab slab) {
    reader.getLong("long");
    reader.getDouble("double");
    reader.getBytes("bytes");
    reader.getDoubles("doubles");
    reader.read("slab", slab);
    reader.end();
  }

  private static byte[] damaged(byte[] whole, Random random, int way) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    switch (way) {
      case 0 -> bytes = Arrays.copyOf(bytes, at);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      default -> random.nextBytes(bytes);
    }
    return bytes;
  }

  private static void fill(Slab slab, Random random) {
    for (long i = 0; i < slab.elements(); i++) {
      switch (slab.type()) {
        case F32 -> slab.copyFrom(i, new float[] {anyFloat(random)}, 0, 1);
        case F64 -> slab.copyFrom(i, new double[] {anyDouble(i, random)}, 0, 1);
        case I32 -> slab.setInt(i, random.nextInt());
        case U8 -> slab.setByte(i, (byte) random.nextInt());
      }
    }
  }

  // one in 128 of all patterns is a NaN
  private static float anyFloat(Random random) {
    return Float.intBitsToFloat(random.nextInt());
  }

  private static double anyDouble(long i, Random random) {
    return Double.longBitsToDouble(i < NANS.length ? NANS[(int) i] : random.nextLong());
  }

  private static void requireEqual(Slab taken, Slab put) {
    for (long i = 0; i < put.elements(); i++) {
      switch (put.type()) {
        case F32 ->
            assertWithMessage("element %s", i)
                .that(Float.floatToRawIntBits(taken.getFloat(i)))
                .isEqualTo(Float.floatToRawIntBits(put.getFloat(i)));
        case F64 ->
            assertWithMessage("element %s", i)
                .that(bits(taken.getDouble(i)))
                .isEqualTo(bits(put.getDouble(i)));
        case I32, U8 -> assertWithMessage("element %s", i).that(taken.get(i)).isEqualTo(put.get(i));
      }
    }
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  private static String refusal(Runnable action) {
    return assertThrows(CheckpointException.class, action::run).getMessage();
  }
}
