// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Measuring tools in a context: calls that do nothing useful at the speed limit of the machine,
 * through the same pool as the kernels. A benchmark times them and writes the limit beside what a
 * kernel reached. All are pool calls. Owns nothing; the context must stay open.
 */
public final class Probe {
  /** The most rounds of one {@link #multiplyAdd}. */
  public static final int MAX_ROUNDS = KernelsApi.CANTER_MAX_PROBE_ROUNDS;

  private final KernelContext context;

  /**
   * Measures in a context.
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
   * @param rounds in 1..{@link #MAX_ROUNDS}; 10,000 take about a millisecond
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
   * all of them, so it moves twice as many as {@link Slab#bytes()}.
   *
   * @param to out
   * @param from of as many bytes; must not overlap the other
   */
  public void copy(Slab to, Slab from) {
    Require.notNull(to, "to");
    Require.notNull(from, "from");
    if (to.bytes() != from.bytes()) {
      throw new KernelShapeException(
          "to is %s with %s bytes, but from is %s with %s; both must have as many"
              .formatted(to, to.bytes(), from, from.bytes()));
    }
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_probe_copy(
              call.context(),
              context.address(to, "to"),
              context.address(from, "from"),
              from.bytes()));
    } finally {
      call.leave();
    }
  }
}
