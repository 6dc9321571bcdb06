// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** The random numbers of Java are the native ones. */
class PhiloxTest {
  private static final double NORMAL_TOLERANCE = 1e-6;
  private static final int MOST = 70;

  private static KernelContext f32;
  private static KernelContext f64;
  private static Slab floats;
  private static Slab doubles;

  @BeforeContainer
  static void open() {
    f32 = KernelContext.f32(1);
    f64 = KernelContext.f64();
    floats = f32.allocate(MOST);
    doubles = f64.allocate(MOST);
  }

  @AfterContainer
  static void close() {
    floats.close();
    doubles.close();
    f32.close();
    f64.close();
  }

  @Example
  void theFunctionGivesThePublishedAnswers() {
    // known answers of the authors' own test vectors for Philox4x32-10
    check(new int[4], 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8);
    check(new int[] {-1, -1, -1, -1}, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd);
    check(
        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
        0xa4093822,
        0x299f31d0,
        0xd16cfe09,
        0x94fdcceb,
        0x5001e420,
        0x24126ea1);
  }

  private static void check(int[] words, int key0, int key1, int... expected) {
    int[] counter = words.clone();
    Philox.encrypt(words, key0, key1);
    assertThat(words).isEqualTo(expected);
    try (Slab out = Slab.allocate(ElementType.I32, 4);
        Slab in = Slab.of(counter);
        Slab key = Slab.of(key0, key1)) {
      PhiloxNative.philox(out, in, key);
      int[] natively = new int[4];
      out.copyTo(natively);
      assertThat(natively).isEqualTo(expected);
    }
  }

  @Property
  void theFunctionIsTheNativeOne(
      @ForAll @Size(4) int[] counter, @ForAll int key0, @ForAll int key1) {
    int[] words = counter.clone();
    Philox.encrypt(words, key0, key1);
    check(counter, key0, key1, words);
  }

  @Property
  void uniformsHaveTheNativeBits(
      @ForAll long seed,
      @ForAll @IntRange(max = 65535) int stream,
      @ForAll int environment,
      @ForAll int episode,
      @ForAll int step,
      @ForAll @IntRange(min = 1, max = MOST) int n) {
    Philox philox = new Philox(seed, stream);
    Slab f = floats.rows(0, n);
    Slab d = doubles.rows(0, n);
    PhiloxNative.uniform(f32, f, seed, stream, environment, episode, step);
    PhiloxNative.uniform(f64, d, seed, stream, environment, episode, step);
    float[] singles = new float[n];
    philox.at(environment, episode, step).uniforms(singles);
    double[] reals = new double[n];
    philox.at(environment, episode, step).uniforms(reals);
    for (int i = 0; i < n; i++) {
      assertThat(singles[i]).isEqualTo(f.getFloat(i));
      assertThat(reals[i]).isEqualTo(d.getDouble(i));
      assertThat((double) singles[i]).isEqualTo(reals[i]);
      assertThat(reals[i]).isGreaterThan(0.0);
      assertThat(reals[i]).isLessThan(1.0);
    }
  }

  @Property
  void normalsAgreeWithTheNativeOnes(
      @ForAll long seed,
      @ForAll @IntRange(max = 65535) int stream,
      @ForAll int environment,
      @ForAll int episode,
      @ForAll int step,
      @ForAll @IntRange(min = 1, max = MOST) int n) {
    Philox philox = new Philox(seed, stream);
    Slab f = floats.rows(0, n);
    Slab d = doubles.rows(0, n);
    PhiloxNative.normal(f32, f, seed, stream, environment, episode, step);
    PhiloxNative.normal(f64, d, seed, stream, environment, episode, step);
    double[] reals = new double[n];
    philox.at(environment, episode, step).normals(reals);
    float[] singles = new float[n];
    philox.at(environment, episode, step).normals(singles);
    assertThat(reals).usingTolerance(NORMAL_TOLERANCE).containsExactly(d.toDoubles()).inOrder();
    assertThat(reals).usingTolerance(NORMAL_TOLERANCE).containsExactly(f.toDoubles()).inOrder();
    for (int i = 0; i < n; i++) {
      assertThat(singles[i]).isEqualTo((float) reals[i]);
    }
  }

  @Property
  void nothingDependsOnHowAPlaceIsReached(
      @ForAll long seed, @ForAll @IntRange(max = 100) int drawn, @ForAll int step) {
    Philox fresh = new Philox(seed, 1).at(4, 5, step);
    Philox used = new Philox(seed, 1).at(7, 8, step);
    for (int i = 0; i < drawn; i++) {
      used.nextNormal();
    }
    used.at(4, 5, step);
    assertThat(used.nextNormal()).isEqualTo(fresh.nextNormal());
    assertThat(used.nextUniform()).isEqualTo(fresh.nextUniform());
    assertThat(used.nextNormal()).isEqualTo(fresh.nextNormal());
  }

  @Property
  void integersLieBelowTheirBound(@ForAll long seed, @ForAll @IntRange(min = 1) int bound) {
    Philox philox = new Philox(seed, 0);
    for (int i = 0; i < 20; i++) {
      int drawn = philox.nextInt(bound);
      assertThat(drawn).isAtLeast(0);
      assertThat(drawn).isLessThan(bound);
    }
  }

  @Example
  void normalsBeginAtEvenWords() {
    double[] normals = new double[6];
    new Philox(9, 0).at(0, 0, 0).normals(normals);
    Philox mixed = new Philox(9, 0);
    double[] uniforms = new double[2];
    new Philox(9, 0).uniforms(uniforms);
    assertThat(mixed.nextUniform()).isEqualTo(uniforms[0]);
    // word 1 is skipped: the next pair is that of words 2 and 3
    assertThat(mixed.nextNormal()).isEqualTo(normals[2]);
    assertThat(mixed.nextNormal()).isEqualTo(normals[3]);
    assertThat(mixed.nextNormal()).isEqualTo(normals[4]);
  }

  @Example
  void whatIsOutOfRangeIsRefused() {
    assertThrows(KernelArgumentException.class, () -> new Philox(0, -1));
    assertThrows(KernelArgumentException.class, () -> new Philox(0, 65536));
    assertThrows(KernelException.class, () -> new Philox(0, 0).nextInt(0));
    Philox philox = new Philox(0, 65535);
    float[] all = new float[Philox.MAX_DRAWS];
    philox.uniforms(all);
    assertThrows(KernelStateException.class, philox::nextUniform);
    try (Slab natively = f32.allocate(Philox.MAX_DRAWS);
        Slab tooMany = f32.allocate(Philox.MAX_DRAWS + 1)) {
      PhiloxNative.uniform(f32, natively, 0, 65535, 0, 0, 0);
      float[] back = new float[Philox.MAX_DRAWS];
      natively.copyTo(back);
      assertThat(Arrays.equals(all, back)).isTrue();
      assertThrows(
          KernelShapeException.class, () -> PhiloxNative.uniform(f32, tooMany, 0, 0, 0, 0, 0));
      assertThrows(
          KernelArgumentException.class,
          () -> PhiloxNative.normal(f32, natively, 0, 65536, 0, 0, 0));
    }
  }
}
