// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Handles close once, refuse use after close, are counted, and outlive the calls inside them. */
class HandleTest {
  @Test
  void everyHandleClosesOnceAndIsCountedUntilThen() {
    NativeKernels.load();
    List<NativeHandle> handles = new ArrayList<>();
    KernelContext context = KernelContext.f32(2);
    handles.add(context);
    Network network = Network.create(new int[] {2, 3}, Activation.TANH, Activation.IDENTITY);
    handles.add(network);
    ActionDistribution distribution = ActionDistribution.categorical(3);
    handles.add(distribution);
    handles.add(Policy.create(network, distribution));
    handles.add(Tape.create(context, network, 4));

    assertThat(LiveHandles.count()).isEqualTo(5);
    assertThat(LiveHandles.nativeCount()).isEqualTo(5);
    assertThat(LiveHandles.countByType().keySet())
        .containsExactly("ActionDistribution", "KernelContext", "Network", "Policy", "Tape");
    // the context is closed last: the order of the others does not matter
    Collections.reverse(handles);
    for (NativeHandle handle : handles) {
      assertThat(handle.isClosed()).isFalse();
      handle.close();
      handle.close();
      assertThat(handle.isClosed()).isTrue();
      assertThat(handle.toString()).endsWith("(closed)");
    }
    assertThat(LiveHandles.count()).isEqualTo(0);
    assertThat(LiveHandles.nativeCount()).isEqualTo(0);
  }

  @Test
  void useAfterCloseIsRefusedByEveryKindOfCall() {
    try (TestPolicy p = TestPolicy.f32()) {
      Mlp mlp = new Mlp(p.context, p.network);
      PolicyObjective objective = new PolicyObjective(p.context, p.policy);
      Batch batch = p.batch();
      PolicyStatistics statistics = new PolicyStatistics();
      Slab gradient = p.real(p.policy.parameters());

      p.tape.close();
      assertThrows(ClosedHandleException.class, p.tape::rows);
      assertThrows(
          ClosedHandleException.class,
          () -> mlp.record(p.tape, null, p.theta, p.observation, null));
      p.weight.close();
      assertThrows(
          ClosedHandleException.class,
          () -> objective.evaluate(statistics, p.theta, batch, Objective.surrogate()));
      p.policy.close();
      assertThrows(ClosedHandleException.class, p::act);
      p.network.close();
      assertThrows(
          ClosedHandleException.class,
          () -> mlp.forward(p.parameters, p.theta, p.observation, p.scratch));
      p.context.close();
      assertThrows(ClosedHandleException.class, p.context::workspaceBytes);
      ClosedHandleException refused =
          assertThrows(ClosedHandleException.class, () -> new Vectors(p.context).sum(gradient));
      assertThat(refused).hasMessageThat().contains("KernelContext");
      assertThat(refused).hasMessageThat().contains("create another one");
    }
  }

  @Test
  void shapesMayBeClosedBeforeWhatWasMadeOfThem() {
    try (TestPolicy p = TestPolicy.f32()) {
      p.network.close();
      p.distribution.close();
      p.act();
      new Fisher(p.context, p.policy)
          .product(p.real(p.policy.parameters()), p.tape, p.theta, p.theta, 0.1);
    }
  }

  @Test
  void whatIsClosedDuringACallOutlivesIt() throws Exception {
    KernelContext context = KernelContext.f64();
    Slab x = Slab.allocate(ElementType.F64, 3);
    Slab b = Slab.of(2.0, 4.0, 6.0);
    SolveResult result = new SolveResult();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    AtomicInteger products = new AtomicInteger();
    LinearOperator twice =
        (out, v) -> {
          inside.countDown();
          await(closed);
          products.incrementAndGet();
          for (int i = 0; i < 3; i++) {
            out.set(i, 2 * v.get(i));
          }
        };
    double[] solution = new double[3];
    // x is read by Java after the call, so it stays open; b and the context are closed inside
    try (Parallel other = new Parallel()) {
      Future<?> solve =
          other.submit(
              () -> new ConjugateGradient(context).solve(x, null, result, twice, b, 5, 1e-12));
      inside.await();
      b.close();
      context.close();
      // they are refused at once, though their memory waits for the call
      assertThrows(ClosedHandleException.class, () -> new Vectors(context).sum(x));
      assertThat(LiveHandles.nativeCount()).isEqualTo(1);
      closed.countDown();
      solve.get();
    }
    x.copyTo(solution);
    x.close();
    assertThat(products.get()).isAtLeast(1);
    assertThat(result.outcome()).isEqualTo(SolveOutcome.CONVERGED);
    assertThat(solution).usingTolerance(1e-12).containsExactly(1.0, 2.0, 3.0).inOrder();
    assertThat(LiveHandles.nativeCount()).isEqualTo(0);
  }

  @Test
  void manyThreadsMayRaceACloseWithoutHarm() throws Exception {
    for (int round = 0; round < 20; round++) {
      TestPolicy p = TestPolicy.f32();
      CountDownLatch firstRuns = new CountDownLatch(1);
      CountDownLatch secondRuns = new CountDownLatch(1);
      try (Parallel first = new Parallel();
          Parallel second = new Parallel()) {
        Future<Long> one = first.submit(() -> actUntilRefused(p, firstRuns));
        Future<Long> two = second.submit(() -> actUntilRefused(p, secondRuns));
        firstRuns.await();
        secondRuns.await();
        p.close();
        assertThat(one.get()).isAtLeast(1L);
        assertThat(two.get()).isAtLeast(1L);
      }
      assertThat(LiveHandles.nativeCount()).isEqualTo(0);
    }
  }

  private static long actUntilRefused(TestPolicy p, CountDownLatch running) {
    // each thread acts on rows of its own, with scratch of its own
    try (Slab scratch = p.policy.scratch(p.context, 1);
        Slab action = p.context.allocate(1, TestPolicy.ACTIONS);
        Slab logProbability = p.context.allocate(1);
        Slab parameters = p.context.allocate(1, TestPolicy.ACTIONS)) {
      Slab observation = p.observation.rows(0, 1);
      Slab key = p.key.rows(0, 1);
      for (long calls = 0; ; calls++) {
        try {
          p.policy.act(
              p.context,
              action,
              logProbability,
              parameters,
              p.theta,
              observation,
              1,
              0,
              key,
              scratch);
        } catch (ClosedHandleException expected) {
          return calls;
        }
        running.countDown();
      }
    }
  }

  @Test
  void aSecondPoolCallIsRefusedWhileOneIsInside() throws Exception {
    try (TestPolicy p = TestPolicy.f64();
        Parallel other = new Parallel()) {
      Vectors vectors = new Vectors(p.context);
      Slab x = p.real(2);
      Slab b = p.own(Slab.of(1.0, 1.0));
      List<KernelException> refused = new ArrayList<>();
      LinearOperator operator =
          (out, v) -> {
            refused.add(assertThrows(BusyException.class, () -> vectors.sum(b)));
            Future<BusyException> there =
                other.submit(() -> assertThrows(BusyException.class, () -> vectors.sum(b)));
            refused.add(get(there));
            // row calls of the same context are welcome
            p.act();
            out.copyRows(0, v, 0, 2);
          };
      new ConjugateGradient(p.context).solve(x, null, new SolveResult(), operator, b, 3, 1e-9);
      assertThat(refused).hasSize(2);
      assertThat(refused.get(1)).hasMessageThat().contains("is inside a pool call");
      assertThat(vectors.sum(b)).isEqualTo(2);
    }
  }

  @Test
  void whatAnOperatorThrowsReachesTheCaller() {
    try (TestPolicy p = TestPolicy.f64()) {
      Slab x = p.real(2);
      Slab b = p.own(Slab.of(1.0, 1.0));
      ConjugateGradient solver = new ConjugateGradient(p.context);
      IllegalStateException own = new IllegalStateException("mine");
      LinearOperator failing =
          (out, v) -> {
            throw own;
          };
      assertThat(
              assertThrows(
                  IllegalStateException.class,
                  () -> solver.solve(x, null, new SolveResult(), failing, b, 3, 0)))
          .isSameInstanceAs(own);
      assertThat(new Vectors(p.context).sum(b)).isEqualTo(2);
    }
  }

  @Test
  void aDroppedHandleIsFreedAndReported() {
    NativeKernels.load();
    long before = LiveHandles.leaked();
    List<String> freed = new ArrayList<>();
    Ownership dropped = new Ownership("Dropped", "by a test", () -> freed.add("freed"));
    assertThat(LiveHandles.countByType()).containsExactly("Dropped", 1);
    // what the cleaner does once the object is gone; a second time, and a close, do nothing
    dropped.run();
    dropped.run();
    assertThat(dropped.close()).isFalse();
    assertThat(freed).containsExactly("freed");
    assertThat(LiveHandles.leaked()).isEqualTo(before + 1);
    assertThat(LiveHandles.count()).isEqualTo(0);
  }

  @Test
  void theGarbageCollectorFindsWhatWasDropped() {
    long before = LiveHandles.leaked();
    Slab.of(1f, 2f);
    for (int i = 0; i < 1000 && LiveHandles.leaked() == before; i++) {
      System.gc();
    }
    assertThat(LiveHandles.leaked()).isEqualTo(before + 1);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException exception) {
      throw new AssertionError(exception);
    }
  }

  private static <T> T get(Future<T> future) {
    try {
      return future.get();
    } catch (Exception exception) {
      throw new AssertionError(exception);
    }
  }

  /** One more thread, ended with the block. */
  private static final class Parallel implements AutoCloseable {
    private final ExecutorService executor = Executors.newSingleThreadExecutor();

    <T> Future<T> submit(Callable<T> task) {
      return executor.submit(task);
    }

    Future<?> submit(Runnable task) {
      return executor.submit(task);
    }

    @Override
    public void close() {
      executor.shutdownNow();
    }
  }
}
