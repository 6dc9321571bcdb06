// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.List;
import org.canter.bench.Turns.Subject;
import org.canter.kernels.ElementType;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Probe;
import org.canter.kernels.Slab;

/**
 * The limits of a GPU, as it showed them in this run.
 *
 * @param operations float32 multiply-adds in registers, two operations each, a second
 * @param bytes read and written by a copy within the device's memory, a second
 */
record DeviceLimits(double operations, double bytes) {
  /** Short launches show the time of a launch, not of the arithmetic. */
  private static final double LONG_ENOUGH = 5e-3;

  private static final int FIRST_ROUNDS = 64;
  private static final int MOST_ROUNDS = 1 << 22;

  /** Measures both; a copy moves `copied` bytes to another place. */
  static DeviceLimits measure(KernelContext context, Turns turns, long copied) {
    try (Slab from = context.allocate(ElementType.U8, copied);
        Slab to = context.allocate(ElementType.U8, copied)) {
      Probe probe = new Probe(context);
      long rounds = rounds(probe);
      double operations = probe.multiplyAdd(rounds);
      List<Samples> samples =
          turns.measure(
              List.of(
                  Subject.of(() -> probe.multiplyAdd(rounds)),
                  Subject.unfinished(() -> probe.copy(to, from), context::synchronize)));
      // a limit is the most that was ever seen
      return new DeviceLimits(
          operations / samples.get(0).fastest(), 2.0 * copied / samples.get(1).fastest());
    }
  }

  private static long rounds(Probe probe) {
    long rounds = FIRST_ROUNDS;
    probe.multiplyAdd(rounds);
    while (rounds < MOST_ROUNDS) {
      long start = System.nanoTime();
      probe.multiplyAdd(rounds);
      if ((System.nanoTime() - start) * 1e-9 >= LONG_ENOUGH) {
        break;
      }
      rounds *= 2;
    }
    return rounds;
  }
}
