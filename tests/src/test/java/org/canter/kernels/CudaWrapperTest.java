// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.canter.kernels.CudaCases.Case;
import org.junit.jupiter.api.Test;

/**
 * Each call of the Java face on a GPU: the oracle's results, twice the same bytes, own slabs only.
 */
@Gpu
class CudaWrapperTest {
  private static final double BOUND = 1e-11;
  // a solve multiplies the rounding of its products by the condition of its matrix
  private static final double SOLVE_BOUND = 1e-10;

  private static final List<Class<?>> WRAPPERS =
      List.of(
          ActionDistribution.class,
          ConjugateGradient.class,
          Fisher.class,
          Mlp.class,
          Moments.class,
          Network.class,
          Optimizers.class,
          PhiloxNative.class,
          Policy.class,
          PolicyObjective.class,
          Probe.class,
          RowDistributions.class,
          Scans.class,
          TrustRegion.class,
          ValueNetwork.class,
          Vectors.class);

  // the raw function of random numbers: all of its slabs lie with the host
  private static final Set<String> WITHOUT_CONTEXT = Set.of("PhiloxNative.philox");

  /** What a case left behind. */
  private record Outcome(String name, double[] numbers, List<double[]> slabs) {}

  @Test
  void everyCallOfTheWrappersIsACase() {
    try (KernelContext context = CudaDeviceCondition.context();
        CudaScene scene = new CudaScene(context)) {
      Set<String> covered =
          CudaCases.of(scene).stream()
              .map(each -> each.name().split("[ ,]")[0])
              .collect(Collectors.toCollection(TreeSet::new));
      covered.addAll(WITHOUT_CONTEXT);
      assertThat(covered).isEqualTo(callsWithSlabs());
    }
  }

  @Test
  void everyCallAgreesWithTheOracle() {
    List<Outcome> found = outcomes(CudaDeviceCondition.context());
    List<Outcome> expected = outcomes(KernelContext.f64());
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      String name = expected.get(i).name();
      double error = error(expected.get(i), found.get(i));
      worst = Math.max(worst, error);
      System.out.printf("%-45s normalised squared error %.1e%n", name, error);
      double bound = isSolve(name) ? SOLVE_BOUND : BOUND;
      assertWithMessage("normalised squared error of %s", name).that(error).isAtMost(bound);
    }
    System.out.printf("%s cases, worst %.1e%n", expected.size(), worst);
  }

  private static boolean isSolve(String name) {
    return name.startsWith("ConjugateGradient") || name.startsWith("TrustRegion");
  }

  @Test
  void twoRunsGiveTheSameBytes() {
    List<Outcome> first = outcomes(CudaDeviceCondition.context());
    List<Outcome> second = outcomes(CudaDeviceCondition.context());
    assertSame(first, second);
  }

  @Test
  void anotherStreamGivesTheSameBytes() {
    CudaDevice device = CudaDeviceCondition.device();
    List<Outcome> own = outcomes(KernelContext.cuda(device));
    try (CudaStream stream = CudaStream.create(device)) {
      assertSame(own, outcomes(KernelContext.cuda(stream, CudaOptions.defaults())));
    }
  }

  @Test
  void aSlabThatLiesElsewhereIsRefusedByEveryCall() {
    try (KernelContext gpu = CudaDeviceCondition.context();
        KernelContext other = CudaDeviceCondition.context();
        KernelContext processor = KernelContext.f32(1)) {
      refuseEach(gpu, processor, "host memory");
      refuseEach(gpu, other, "another context");
      refuseEach(processor, gpu, "in cuda:");
    }
  }

  @Test
  void pinnedSlabsServeTheProcessorAndNotTheGpu() {
    try (KernelContext gpu = CudaDeviceCondition.context();
        KernelContext processor = KernelContext.f32(1);
        Slab pinned = gpu.allocateHost(ElementType.F32, 3)) {
      pinned.copyFrom(new float[] {1, 2, 3});
      assertThat(new Vectors(processor).sum(pinned)).isEqualTo(6);
      KernelArgumentException refused =
          assertThrows(KernelArgumentException.class, () -> new Vectors(gpu).sum(pinned));
      assertThat(refused).hasMessageThat().contains("pinned host memory");
    }
  }

  @Test
  void aTapeOfAnotherContextIsRefused() {
    try (KernelContext gpu = CudaDeviceCondition.context();
        KernelContext other = CudaDeviceCondition.context();
        CudaScene p = new CudaScene(gpu);
        Tape tape = Tape.create(other, p.network, 5)) {
      Slab out = p.real(p.policy.parameters());
      KernelArgumentException refused =
          assertThrows(
              KernelArgumentException.class,
              () -> new Fisher(gpu, p.policy).product(out, tape, p.theta, p.theta, 0.1));
      assertThat(refused).hasMessageThat().contains("made for another context");
    }
  }

  @Test
  void residualsOfASolveLieWithTheHost() {
    try (KernelContext gpu = CudaDeviceCondition.context();
        Slab matrix = gpu.allocate(2, 2);
        Slab b = gpu.allocate(2);
        Slab x = gpu.allocate(2);
        Slab wrong = gpu.allocate(ElementType.F64, 5);
        Slab residuals = Slab.allocate(ElementType.F64, 5)) {
      matrix.copyFrom(new float[] {2, 0, 0, 4});
      b.copyFrom(new float[] {2, 4});
      SolveResult result = new SolveResult();
      ConjugateGradient solver = new ConjugateGradient(gpu);
      KernelArgumentException refused =
          assertThrows(
              KernelArgumentException.class,
              () -> solver.dense(x, wrong, result, matrix, b, 4, 1e-6));
      assertThat(refused).hasMessageThat().contains("residuals is");
      solver.dense(x, residuals, result, matrix, b, 4, 1e-6);
      assertThat(x.toDoubles()).usingTolerance(1e-6).containsExactly(1.0, 1.0);
      assertThat(residuals.get(0)).isGreaterThan(1.0);
    }
  }

  private static Set<String> callsWithSlabs() {
    Set<String> names = new TreeSet<>();
    for (Class<?> wrapper : WRAPPERS) {
      for (Method method : wrapper.getDeclaredMethods()) {
        boolean open = Modifier.isPublic(method.getModifiers());
        if (open && Arrays.asList(method.getParameterTypes()).contains(Slab.class)) {
          names.add(wrapper.getSimpleName() + "." + method.getName());
        }
      }
    }
    return names;
  }

  private static List<Outcome> outcomes(KernelContext context) {
    List<Outcome> outcomes = new ArrayList<>();
    try (context;
        CudaScene scene = new CudaScene(context)) {
      for (Case each : CudaCases.of(scene)) {
        double[] numbers = each.call().run(each.slabs());
        List<double[]> slabs =
            Stream.of(each.slabs())
                // scratch is nobody's business
                .filter(slab -> slab.width() > 1 || slab.type() != ElementType.U8)
                .map(Slab::toDoubles)
                .toList();
        outcomes.add(new Outcome(each.name(), numbers, slabs));
      }
    }
    return outcomes;
  }

  private static void assertSame(List<Outcome> first, List<Outcome> second) {
    assertThat(first).isNotEmpty();
    for (int i = 0; i < first.size(); i++) {
      Outcome one = first.get(i);
      Outcome two = second.get(i);
      assertWithMessage(one.name()).that(two.numbers()).isEqualTo(one.numbers());
      for (int slab = 0; slab < one.slabs().size(); slab++) {
        assertWithMessage("%s, slab %s", one.name(), slab)
            .that(two.slabs().get(slab))
            .isEqualTo(one.slabs().get(slab));
      }
    }
  }

  private static void refuseEach(KernelContext context, KernelContext other, String says) {
    try (CudaScene scene = new CudaScene(context)) {
      for (Case each : CudaCases.of(scene)) {
        for (int i = 0; i < each.slabs().length; i++) {
          Slab right = each.slabs()[i];
          Slab[] slabs = each.slabs().clone();
          try (Slab wrong = other.allocate(right.type(), right.shape())) {
            slabs[i] = wrong;
            KernelArgumentException refused =
                assertThrows(
                    KernelArgumentException.class,
                    () -> each.call().run(slabs),
                    "%s, slab %s of %s".formatted(each.name(), i, other));
            assertWithMessage("%s, slab %s", each.name(), i)
                .that(refused)
                .hasMessageThat()
                .contains(says);
          }
        }
      }
    }
  }

  private static double error(Outcome expected, Outcome found) {
    double worst = error(expected.numbers(), found.numbers());
    for (int i = 0; i < expected.slabs().size(); i++) {
      worst = Math.max(worst, error(expected.slabs().get(i), found.slabs().get(i)));
    }
    return worst;
  }

  private static double error(double[] expected, double[] found) {
    double difference = 0;
    double norm = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += (expected[i] - found[i]) * (expected[i] - found[i]);
      norm += expected[i] * expected[i];
    }
    return norm == 0 ? difference : difference / norm;
  }
}
