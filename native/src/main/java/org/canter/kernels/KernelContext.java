// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_context;

/**
 * Chooses the element type and the instruction set once, and owns a pool of threads and the work
 * memory of the calls that use it.
 *
 * <p>Row calls may run on many threads at once with one context. Pool calls come one at a time: a
 * second one at the same moment is refused with a {@link BusyException}. Results have the same bits
 * for any number of threads.
 */
public final class KernelContext extends NativeHandle {
  /** The most threads a context may have. */
  public static final int MAX_THREADS = KernelsApi.CANTER_MAX_THREADS;

  /**
   * What a context is made of.
   *
   * @param real the element type of its buffers
   * @param isa the instruction set; {@link Real#F64} takes AUTO or PLAIN only
   * @param threads the calling thread included, in 1..{@link #MAX_THREADS}
   */
  public record Options(Real real, InstructionSet isa, int threads) {
    /**
     * Options with the fastest instruction set.
     *
     * @param real the element type
     * @param threads the calling thread included
     * @return options
     */
    public static Options of(Real real, int threads) {
      return new Options(real, InstructionSet.AUTO, threads);
    }
  }

  private final canter_context pointer;
  private final PoolCall pool;
  private final Real real;
  private final InstructionSet isa;
  private final int threads;

  private KernelContext(canter_context pointer, CallMemory memory, Options options) {
    super("KernelContext", options.toString(), () -> release(pointer, memory));
    this.pointer = pointer;
    this.pool = new PoolCall(this, memory);
    this.real = options.real();
    this.isa = InstructionSet.of(KernelsApi.canter_context_isa(pointer));
    this.threads = KernelsApi.canter_context_threads(pointer);
  }

  /**
   * Creates a context and starts its threads; the caller closes it.
   *
   * @param options what it is made of
   * @return the context
   * @throws KernelArgumentException if the threads are out of range
   * @throws UnsupportedKernelException if this processor lacks the instruction set
   */
  public static KernelContext create(Options options) {
    Require.notNull(options, "options");
    Require.notNull(options.real(), "options.real");
    Require.notNull(options.isa(), "options.isa");
    NativeKernels.load();
    canter_context pointer = new canter_context();
    Status.check(
        KernelsApi.canter_context_create(
            pointer, options.real().code(), options.isa().code(), options.threads()));
    return new KernelContext(pointer, new CallMemory(), options);
  }

  /**
   * Creates a context of floats with the fastest instruction set; the caller closes it.
   *
   * @param threads the calling thread included
   * @return the context
   */
  public static KernelContext f32(int threads) {
    return create(Options.of(Real.F32, threads));
  }

  /**
   * Creates the double-precision oracle; the caller closes it.
   *
   * @return the context, with one thread
   */
  public static KernelContext f64() {
    return create(Options.of(Real.F64, 1));
  }

  /**
   * The element type of its buffers.
   *
   * @return the element type
   */
  public Real real() {
    return real;
  }

  /**
   * The type of slabs that are called {@code real}.
   *
   * @return {@link ElementType#F32} or {@link ElementType#F64}
   */
  public ElementType elementType() {
    return real.elementType();
  }

  /**
   * The instruction set chosen, never {@link InstructionSet#AUTO}.
   *
   * @return the instruction set
   */
  public InstructionSet isa() {
    return isa;
  }

  /**
   * The number of threads, the calling one included.
   *
   * @return at least 1
   */
  public int threads() {
    return threads;
  }

  /**
   * Work memory that the context holds now; it grows to the largest call and stays.
   *
   * @return bytes
   */
  public long workspaceBytes() {
    InFlight call = InFlight.enter();
    try {
      return KernelsApi.canter_context_workspace_bytes(pointer());
    } finally {
      call.leave();
    }
  }

  /**
   * Allocates a slab of this context's element type; the caller closes it.
   *
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab of zeros
   */
  public Slab allocate(long... shape) {
    return Slab.allocate(elementType(), shape);
  }

  /** The native context of a row call; throws if closed. */
  canter_context pointer() {
    requireOpen();
    return pointer;
  }

  /** Begins a pool call. */
  PoolCall enter() {
    return pool.enter();
  }

  private static void release(canter_context pointer, CallMemory memory) {
    KernelsApi.canter_context_destroy(pointer);
    memory.free();
  }
}
