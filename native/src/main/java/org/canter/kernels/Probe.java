// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Measuring tools: calls that do nothing useful at the speed limit of the machine, on the threads
 * of a context. A benchmark times them and writes the limit beside what a kernel reached. All are
 * pool calls. Owns nothing; the context must stay open.
 */
public final class Probe {
  private final KernelContext context;

  /**
   * Measures a context.
   *
   * @param context the context of all calls
   */
  public Probe(KernelContext context) {
    this.context = Require.notNull(context, "context");
  }

  /**
   * Multiplies and adds in registers only, in the widest vectors of the context's instruction set:
   * the limit of arithmetic.
   *
   * @param rounds how long; 10,000 take about a millisecond
   * @return how many floating-point operations that were, two for each multiply-add and lane
   */
  public long multiplyAdd(long rounds) {
    PoolCall call = context.enter();
    try {
      Status.check(KernelsApi.canter_probe_fma(call.context(), call.memory().count, rounds));
      return call.memory().count.get();
    } finally {
      call.leave();
    }
  }

  /**
   * Copies one slab into another of as many bytes: the limit of memory traffic. It reads and writes
   * that many bytes, so it moves twice as many.
   *
   * @param to out
   * @param from not overlapping the other
   */
  public void copy(Slab to, Slab from) {
    Require.notNull(to, "to");
    Require.notNull(from, "from");
    if (to.bytes() != from.bytes()) {
      throw new KernelShapeException(
          "copy of "
              + from
              + " to "
              + to
              + ": "
              + from.bytes()
              + " bytes are not "
              + to.bytes()
              + "; both must have as many");
    }
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_probe_copy(call.context(), to.pointer(), from.pointer(), to.bytes()));
    } finally {
      call.leave();
    }
  }
}
