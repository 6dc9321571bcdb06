// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.canter.kernels.c.canter_batch;
import org.canter.kernels.c.canter_cg_result;
import org.canter.kernels.c.canter_context;
import org.canter.kernels.c.canter_objective;
import org.canter.kernels.c.canter_trust_region_result;
import org.canter.kernels.c.canter_trust_region_settings;

/**
 * The gate of a context's pool calls. Between {@link #enter()} and {@link #leave()} one thread owns
 * the gate, and with it the memory through which structs and results travel; a second thread is
 * refused here, before it can touch that memory.
 */
final class PoolCall {
  private static final VarHandle CALLER;

  static {
    try {
      CALLER = MethodHandles.lookup().findVarHandle(PoolCall.class, "caller", Thread.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final KernelContext context;
  private final CallMemory memory;
  // who is inside; null if nobody
  private volatile Thread caller;
  private InFlight mark;

  PoolCall(KernelContext context, CallMemory memory) {
    this.context = context;
    this.memory = memory;
  }

  /** Takes the gate; pair with {@link #leave()} in a finally block. */
  PoolCall enter() {
    InFlight entered = InFlight.enter();
    try {
      context.requireOpen();
      Thread other = (Thread) CALLER.compareAndExchange(this, null, Thread.currentThread());
      if (other != null) {
        throw new BusyException(
            ("thread %s is inside a pool call of %s; pool calls come one at a time: wait for it, "
                    + "or use a context per thread")
                .formatted(other.getName(), context));
      }
    } catch (KernelException refused) {
      entered.leave();
      throw refused;
    }
    mark = entered;
    return this;
  }

  /** Gives the gate back. */
  void leave() {
    InFlight entered = mark;
    mark = null;
    caller = null;
    entered.leave();
  }

  /** The native context. */
  canter_context context() {
    return context.pointer();
  }

  /** Where doubles and an int64 come back. */
  CallMemory memory() {
    return memory;
  }

  /** The struct of a batch, filled. */
  canter_batch batch(Batch batch) {
    return batch.fill(memory.batch, context);
  }

  /** The struct of an objective, filled. */
  canter_objective objective(Objective objective) {
    return objective.fill(memory.objective);
  }

  /** The struct that a solve fills. */
  canter_cg_result solve() {
    return memory.solve;
  }

  /** The struct of a trust-region step's settings, filled. */
  canter_trust_region_settings settings(TrustRegionSettings settings) {
    return settings.fill(memory.settings);
  }

  /** The struct that a trust-region step fills. */
  canter_trust_region_result step() {
    return memory.step;
  }

  /** The part of {@link #step()} that describes the solve. */
  canter_cg_result stepSolve() {
    return memory.stepSolve;
  }
}
