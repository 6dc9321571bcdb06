// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.canter.bench.Turns.Subject;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Probe;
import org.canter.kernels.Slab;

/** The limits of this machine, as subjects that are timed in turns with what they limit. */
final class Machine implements AutoCloseable {
  /** About 0.2 ms of multiply-adds. */
  private static final long ROUNDS = 2000;

  /** Times that a cache line goes there and back in one call. */
  private static final int TRIPS = 1000;

  private final Plan plan;
  private final Owned owned = new Owned();
  private final Map<Integer, KernelContext> contexts = new HashMap<>();
  private final Crew pair = new Crew(2);

  Machine(Plan plan) {
    this.plan = plan;
  }

  /** A context of the probes, one for each number of threads. */
  private Probe probe(int threads) {
    return new Probe(contexts.computeIfAbsent(threads, n -> owned.add(plan.context(n))));
  }

  /** Multiply-adds in registers on some threads. */
  Subject arithmetic(int threads) {
    Probe probe = probe(threads);
    return Subject.of(() -> probe.multiplyAdd(ROUNDS));
  }

  /**
   * Floating-point operations a second, from the times of {@link #arithmetic}: the fastest one,
   * because a limit is the most that was ever seen.
   */
  double arithmeticRate(Samples samples, int threads) {
    return probe(threads).multiplyAdd(ROUNDS) / samples.fastest();
  }

  /** A copy that moves `bytes` bytes, half of them read and half written. */
  Subject copy(long bytes, int threads) {
    Probe probe = probe(threads);
    Slab from = owned.add(Slab.allocate(ElementType.U8, bytes / 2));
    Slab to = owned.add(Slab.allocate(ElementType.U8, bytes / 2));
    return Subject.of(() -> probe.copy(to, from));
  }

  /** A cache line that two threads hand to each other. */
  Subject roundTrips() {
    AtomicIntegerArray words = new AtomicIntegerArray(64);
    Runnable[] sides = {() -> answer(words, 0), () -> answer(words, 1)};
    return Subject.of(
        () -> {
          words.set(32, 0);
          pair.run(sides);
        });
  }

  /** Seconds of one round trip, from the time of a call of {@link #roundTrips}. */
  static double roundTrip(Samples samples) {
    return samples.median() / TRIPS;
  }

  /** Waits for its turn and gives it back; a word in the middle has its cache line to itself. */
  private static void answer(AtomicIntegerArray words, int side) {
    for (int turn = side; turn < 2 * TRIPS; turn += 2) {
      while (words.get(32) != turn) {
        // without a pause instruction: it would be part of what is measured
      }
      words.set(32, turn + 1);
    }
  }

  @Override
  public void close() {
    pair.close();
    owned.close();
  }
}
