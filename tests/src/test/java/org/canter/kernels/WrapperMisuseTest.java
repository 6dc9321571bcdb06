// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.canter.kernels.Misuse.Case;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_network;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each wrong call gets an exception of the right kind before anything is written, and the calls
 * after it work. {@link HandleTest} has the closed handles, {@link SlabTest} the slabs.
 */
class WrapperMisuseTest {
  private static final double POISON = 7.25;

  private static final List<Function<TestPolicy, Stream<Case>>> FAMILIES =
      List.of(
          Misuse::mlp,
          Misuse::distribution,
          Misuse::policy,
          Misuse::objective,
          Misuse::fisher,
          Misuse::value,
          Misuse::solver,
          Misuse::scans,
          Misuse::optimizers,
          Misuse::vectors,
          Misuse::moments);

  @TestFactory
  Stream<DynamicTest> wrongCallsAreRefusedAndWriteNothing() {
    return Stream.concat(tests("F32 ", TestPolicy::f32), tests("F64 ", TestPolicy::f64));
  }

  /** A test for each case, on policies of `create`. */
  static Stream<DynamicTest> tests(String prefix, Supplier<TestPolicy> create) {
    return FAMILIES.stream()
        .flatMap(
            family -> {
              // the cases of a family are listed once more inside of each test
              try (TestPolicy names = create.get()) {
                return family.apply(names).map(Case::name).toList().stream()
                    .map(
                        name ->
                            DynamicTest.dynamicTest(
                                prefix + name, () -> run(create.get(), family, name)));
              }
            });
  }

  private static void run(
      TestPolicy policy, Function<TestPolicy, Stream<Case>> family, String name) {
    try (TestPolicy p = policy) {
      Case wrong = family.apply(p).filter(each -> each.name().equals(name)).findFirst().get();
      if (wrong.output() != null) {
        wrong.output().fill(POISON);
      }
      KernelException refused = assertThrows(KernelException.class, () -> runToItsEnd(p, wrong));
      assertWithMessage("kind of: %s", refused.getMessage())
          .that(refused)
          .isInstanceOf(wrong.kind());
      // the text names something to look for, and is more than a word
      assertThat(refused).hasMessageThat().containsMatch("\\w+.*[ ,;:].*\\w+");
      if (wrong.output() != null && leavesItsOutput(p, refused)) {
        for (double value : wrong.output().toDoubles()) {
          assertThat(value).isEqualTo(POISON);
        }
      }
      // the context is free again
      assertThat(new Vectors(p.context).countNonFinite(p.weight)).isEqualTo(0);
    }
  }

  /** A GPU may refuse late, at the next wait. */
  private static void runToItsEnd(TestPolicy p, Case wrong) {
    wrong.call().run();
    if (!p.context.place().isHost()) {
      p.context.synchronize();
    }
  }

  /** A late refusal may leave anything in an output, but for the parameters of an optimiser. */
  private static boolean leavesItsOutput(TestPolicy p, KernelException refused) {
    String text = refused.getMessage();
    return p.context.place().isHost()
        || !text.contains("found this")
        || text.contains("canter_adam_step")
        || text.contains("canter_sgd_step");
  }

  static Stream<int[]> wrongWidths() {
    return Stream.of(
        new int[] {},
        new int[] {5},
        new int[] {5, 0},
        new int[] {0, 5},
        new int[] {5, -3, 2},
        new int[] {5, Network.MAX_WIDTH + 1},
        new int[Network.MAX_LAYERS + 2]);
  }

  @ParameterizedTest
  @MethodSource("wrongWidths")
  void networksOfNoWidthAreRefused(int[] widths) {
    assertThrows(
        KernelShapeException.class,
        () -> Network.create(widths, Activation.TANH, Activation.IDENTITY));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5, 99})
  void anUnknownActivationIsRefused(int code) {
    NativeKernels.load();
    try (Slab widths = Slab.of(2, 3)) {
      canter_network network = new canter_network();
      KernelArgumentException refused =
          assertThrows(
              KernelArgumentException.class,
              () ->
                  Status.check(
                      KernelsApi.canter_network_create(network, widths.pointer(), 1, code, 0)));
      assertThat(refused).hasMessageThat().contains(String.valueOf(code));
      assertThat(network.isNull()).isTrue();
    }
  }

  @Test
  void nullsInsteadOfShapesAreRefused() {
    assertThrows(
        KernelArgumentException.class,
        () -> Network.create(null, Activation.TANH, Activation.TANH));
    assertThrows(
        KernelArgumentException.class,
        () -> Network.create(new int[] {1, 1}, null, Activation.TANH));
    assertThrows(KernelArgumentException.class, () -> Policy.create(null, null));
    assertThrows(KernelArgumentException.class, () -> Tape.create(null, null, 1));
    assertThrows(KernelArgumentException.class, () -> KernelContext.create(null));
    assertThrows(KernelArgumentException.class, () -> new Mlp(null, null));
    assertThrows(KernelArgumentException.class, () -> new Scans(null));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, Integer.MIN_VALUE, KernelContextLimits.TOO_MANY})
  void contextsOfNoThreadsOrTooManyAreRefused(int threads) {
    KernelArgumentException refused =
        assertThrows(KernelArgumentException.class, () -> KernelContext.f32(threads));
    assertThat(refused).hasMessageThat().contains(String.valueOf(threads));
  }

  /** Numbers that annotations can name. */
  private static final class KernelContextLimits {
    static final int TOO_MANY = KernelsApi.CANTER_MAX_THREADS + 1;
  }

  @Test
  void theOracleTakesNoVectorInstructions() {
    assertThrows(
        KernelException.class,
        () -> KernelContext.create(new KernelContext.Options(Real.F64, InstructionSet.AVX2, 1)));
  }

  @Test
  void distributionsOfNoActionsAreRefused() {
    assertThrows(KernelException.class, () -> ActionDistribution.gaussian(0));
    assertThrows(KernelException.class, () -> ActionDistribution.gaussian(-1));
    assertThrows(KernelException.class, () -> ActionDistribution.categorical());
    assertThrows(KernelException.class, () -> ActionDistribution.categorical(3, 1));
    assertThrows(
        KernelException.class,
        () -> ActionDistribution.categorical(new int[ActionDistribution.MAX_FACTORS + 1]));
  }

  @Test
  void tapesOfNoRowsAndPoliciesThatDoNotFitAreRefused() {
    try (TestPolicy p = TestPolicy.f32();
        ActionDistribution other = ActionDistribution.gaussian(TestPolicy.ACTIONS + 1)) {
      assertThrows(KernelShapeException.class, () -> Tape.create(p.context, p.network, 0));
      assertThrows(KernelShapeException.class, () -> Tape.create(p.context, p.network, -5));
      assertThrows(KernelException.class, () -> Tape.create(p.context, p.network, Long.MAX_VALUE));
      assertThrows(KernelShapeException.class, () -> Policy.create(p.network, other));
      assertThrows(KernelShapeException.class, () -> p.policy.scratch(p.context, 0));
      assertThrows(KernelShapeException.class, () -> p.policy.layout().weightOffset(2));
      assertThrows(KernelShapeException.class, () -> p.policy.layout().bias(p.gains, 0));
    }
  }
}
