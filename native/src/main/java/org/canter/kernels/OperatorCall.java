// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.javacpp.Pointer;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_linear_operator;

/**
 * One solve with an operator in Java: copies the native vectors into slabs and back, and keeps what
 * the operator threw, because no exception may cross the native solver.
 */
final class OperatorCall implements AutoCloseable {
  private static final Map<Long, OperatorCall> CALLS = new ConcurrentHashMap<>();
  private static final AtomicLong IDS = new AtomicLong();

  /**
   * The one native function behind all operators: JavaCPP makes few of them, `self` tells them
   * apart.
   */
  private static final class Function extends canter_linear_operator {
    static final Function INSTANCE = new Function();

    @Override
    public int call(Pointer self, Pointer out, Pointer v) {
      return CALLS.get(self.address()).apply(out, v);
    }
  }

  private final long id = IDS.incrementAndGet();
  private final KernelContext context;
  private final LinearOperator operator;
  private final Slab out;
  private final Slab v;
  private Throwable thrown;

  /** Registers a call for vectors real[n] that lie where the context computes. */
  OperatorCall(KernelContext context, LinearOperator operator, long n) {
    this.context = context;
    this.operator = operator;
    this.out = context.allocate(n);
    this.v = context.allocate(n);
    CALLS.put(id, this);
  }

  /** The function to pass as `op`. */
  canter_linear_operator function() {
    return Function.INSTANCE;
  }

  /** The pointer to pass as `self`: not an address, just a number. */
  Pointer self() {
    return new SlabPointer(id);
  }

  /** Throws what the operator threw, or what the status says. */
  void check(int status) {
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
    if (thrown instanceof Error error) {
      throw error;
    }
    Status.check(status);
  }

  /** Ends the call. */
  @Override
  public void close() {
    CALLS.remove(id);
    out.close();
    v.close();
  }

  private int apply(Pointer nativeOut, Pointer nativeV) {
    try {
      context.copy(v.pointer(), nativeV, v.bytes());
      operator.apply(out, v);
      context.copy(nativeOut, out.pointer(), out.bytes());
      return KernelsApi.CANTER_OK;
    } catch (Throwable throwable) {
      thrown = throwable;
      return KernelsApi.CANTER_INTERNAL;
    }
  }
}
