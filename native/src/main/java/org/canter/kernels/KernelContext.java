// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.Pointer;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_context;
import org.canter.kernels.c.canter_cuda_options;
import org.canter.kernels.c.canter_cuda_traffic;
import org.canter.kernels.c.canter_tape;

/**
 * Chooses the element type and the instruction set once, and owns a pool of threads and the work
 * memory of the calls that use it.
 *
 * <p>Row calls may run on many threads at once with one context. Pool calls come one at a time: a
 * second one at the same moment is refused with a {@link BusyException}. Results have the same bits
 * for any number of threads.
 *
 * <p>A context of a GPU ({@link #cuda(CudaDevice)}) takes slabs that it {@linkplain #allocate
 * allocated} itself: calls refuse those of the host and of other contexts. Its work is done in
 * order; calls that answer with a number, and copies to the host, wait for it, others return while
 * it runs. Calls that return then refuse NaN and infinity in their slabs, and kinds of steps that
 * do not exist, late: the next call that waits throws the exception, whose text names the call that
 * found it. Until then slabs that were written since hold nothing of use, but for those of
 * optimisers and of {@link TrustRegion}, which are left as they were. Afterwards the context serves
 * as before.
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
  private final Place place;
  // this where it is a GPU's: the slabs of its calls must be its own; null for the processor
  private final KernelContext home;
  private final Staging staging;

  /** A context of the processor. */
  private KernelContext(canter_context pointer, CallMemory memory, Options options) {
    super("KernelContext", options.toString(), () -> release(pointer, memory));
    this.pointer = pointer;
    this.pool = new PoolCall(this, memory);
    this.real = options.real();
    this.isa = InstructionSet.of(KernelsApi.canter_context_isa(pointer));
    this.threads = KernelsApi.canter_context_threads(pointer);
    this.place = Place.HOST;
    this.home = null;
    this.staging = null;
  }

  /** A context of a GPU; `after` runs when it has ended. */
  private KernelContext(
      canter_context pointer, CallMemory memory, Staging staging, Place place, Runnable after) {
    super("KernelContext", "on " + place, () -> release(pointer, memory, staging, after));
    this.pointer = pointer;
    this.pool = new PoolCall(this, memory);
    this.real = Real.F32;
    this.isa = InstructionSet.of(KernelsApi.canter_context_isa(pointer));
    this.threads = KernelsApi.canter_context_threads(pointer);
    this.place = place;
    this.home = this;
    this.staging = staging;
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
   * Creates a context of floats on a GPU, in a stream of its own; the caller closes it.
   *
   * @param device from {@link CudaDevices}
   * @return the context
   * @throws CudaUnavailableException if the GPU cannot be used: the reason and the remedy
   */
  public static KernelContext cuda(CudaDevice device) {
    return cuda(device, CudaOptions.defaults());
  }

  /**
   * Creates a context of floats on a GPU, in a stream of its own; the caller closes it.
   *
   * @param device from {@link CudaDevices}
   * @param options how it computes
   * @return the context
   * @throws CudaUnavailableException if the GPU cannot be used: the reason and the remedy
   * @throws KernelMemoryException if the GPU has not even the memory to begin, or the system does
   *     not pin the memory that copies pass through
   */
  public static KernelContext cuda(CudaDevice device, CudaOptions options) {
    Require.notNull(device, "device");
    Require.notNull(options, "options");
    CudaRuntime.load();
    if (!device.supported()) {
      throw CudaDiagnosis.unsupported(device);
    }
    return cuda(device.ordinal(), null, options, () -> {});
  }

  /**
   * Creates a context of floats on a GPU whose work goes into a given stream; the caller closes it.
   *
   * @param stream may be closed before the context
   * @param options how it computes
   * @return the context
   */
  public static KernelContext cuda(CudaStream stream, CudaOptions options) {
    Require.notNull(stream, "stream");
    Require.notNull(options, "options");
    InFlight call = InFlight.enter();
    try {
      Pointer pointer = stream.pointer();
      Runnable after = stream.share();
      try {
        return cuda(stream.ordinal(), pointer, options, after);
      } catch (RuntimeException exception) {
        after.run();
        throw exception;
      }
    } finally {
      call.leave();
    }
  }

  private static KernelContext cuda(
      int ordinal, Pointer stream, CudaOptions options, Runnable after) {
    canter_context pointer = new canter_context();
    try (canter_cuda_options struct = options.fill(new canter_cuda_options(), stream)) {
      Status.check(KernelsApi.canter_cuda_context_create(pointer, ordinal, struct));
    } catch (CudaUnavailableException reason) {
      throw reason;
    } catch (UnsupportedKernelException reason) {
      throw CudaDiagnosis.refused(reason);
    }
    Staging staging = staging(pointer, ordinal);
    return new KernelContext(pointer, new CallMemory(), staging, Place.cuda(ordinal), after);
  }

  /** The way between arrays and a new context's device; without it the context goes again. */
  private static Staging staging(canter_context pointer, int ordinal) {
    try {
      return new Staging(ordinal, KernelsApi.canter_cuda_context_stream(pointer));
    } catch (RuntimeException exception) {
      KernelsApi.canter_context_destroy(pointer);
      throw exception;
    }
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
   * Where it computes, and where the slabs of its calls lie.
   *
   * @return {@link Place#HOST} for the processor
   */
  public Place place() {
    return place;
  }

  /**
   * Allocates a slab of this context's element type where it computes; the caller closes it.
   *
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab of zeros
   */
  public Slab allocate(long... shape) {
    return allocate(elementType(), shape);
  }

  /**
   * Allocates a slab where this context computes; the caller closes it, before or after the
   * context.
   *
   * @param type the type of the elements
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab of zeros
   * @throws KernelMemoryException if the memory cannot be had: what is needed and what is free; the
   *     context stays usable
   */
  public Slab allocate(ElementType type, long... shape) {
    Require.notNull(type, "type");
    if (home == null) {
      return Slab.allocate(type, shape);
    }
    InFlight call = InFlight.enter();
    try {
      requireOpen();
      return Slab.onDevice(this, type, shape);
    } finally {
      call.leave();
    }
  }

  /**
   * Allocates a slab with the host that is copied fastest to this context's place: pinned memory
   * for a GPU, which is scarcer than other memory, ordinary memory for the processor. The caller
   * closes it.
   *
   * @param type the type of the elements
   * @param shape as {@link Slab#allocate} takes it
   * @return a slab of zeros
   * @throws KernelMemoryException if the memory cannot be had
   */
  public Slab allocateHost(ElementType type, long... shape) {
    Require.notNull(type, "type");
    if (home == null) {
      return Slab.allocate(type, shape);
    }
    InFlight call = InFlight.enter();
    try {
      requireOpen();
      return Slab.pinned(this, type, shape);
    } finally {
      call.leave();
    }
  }

  /** Waits until all work of this context is done: at once for the processor. */
  public void synchronize() {
    InFlight call = InFlight.enter();
    try {
      requireOpen();
      if (home != null) {
        Status.check(KernelsApi.canter_cuda_synchronize(pointer));
      }
    } finally {
      call.leave();
    }
  }

  /**
   * What this context asked of its GPU so far; asks nothing of it.
   *
   * @return counts since the context was made; zeros for the processor
   */
  public CudaTraffic traffic() {
    InFlight call = InFlight.enter();
    try {
      requireOpen();
      if (home == null) {
        return CudaTraffic.NONE;
      }
      try (canter_cuda_traffic struct = new canter_cuda_traffic()) {
        Status.check(KernelsApi.canter_cuda_traffic_read(pointer, struct));
        return CudaTraffic.of(struct);
      }
    } finally {
      call.leave();
    }
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

  /** The address of a buffer of this context's calls; throws if it lies elsewhere or is closed. */
  Pointer address(Slab slab, String name) {
    if (slab.memory.home != home) {
      throw Require.elsewhere(slab, name, this);
    }
    return slab.pointer();
  }

  /** As {@link #address}, of an argument that may be null. */
  Pointer addressOrNull(Slab slab, String name) {
    return slab == null ? null : address(slab, name);
  }

  /** The native tape of this context's calls; throws if it is another GPU context's or closed. */
  canter_tape tape(Tape tape) {
    if (tape.home != home) {
      throw new KernelArgumentException(
          "%s was made for another context than %s; make one with Tape.create"
              .formatted(tape, this));
    }
    return tape.pointer();
  }

  /** As {@link #tape}, of an argument that may be null. */
  canter_tape tapeOrNull(Tape tape) {
    return tape == null ? null : tape(tape);
  }

  /** This for a GPU, null for the processor: whose memory is that of the slabs of its calls. */
  KernelContext home() {
    return home;
  }

  /** The number of the device of a GPU's context. */
  int ordinal() {
    return KernelsApi.canter_cuda_context_device(pointer);
  }

  /** The stream of a GPU's context. */
  Pointer stream() {
    if (home == null) {
      throw new KernelStateException(
          this + " computes on the processor, which has no stream; use a context of a GPU");
    }
    return KernelsApi.canter_cuda_context_stream(pointer());
  }

  /** The way between arrays and the device. */
  Staging staging() {
    return staging;
  }

  /** Copies within where this context computes, in the order of its work. */
  void copy(Pointer to, Pointer from, long bytes) {
    if (home == null) {
      Pointer.memcpy(to, from, bytes);
    } else {
      Status.check(KernelsApi.canter_cuda_copy(pointer(), to, from, bytes));
    }
  }

  /** Zeroes memory of the device, in the order of this context's work. */
  void clear(Pointer to, long bytes) {
    Status.check(KernelsApi.canter_cuda_fill(pointer(), to, 0, bytes));
  }

  /** Copies between places; null is the host, for at most one of the two. */
  static void copy(KernelContext into, Pointer to, KernelContext outOf, Pointer from, long bytes) {
    if (outOf == null) {
      Status.check(KernelsApi.canter_cuda_upload(into.pointer(), to, from, bytes));
    } else if (into == null) {
      Status.check(KernelsApi.canter_cuda_download(outOf.pointer(), to, from, bytes));
    } else if (into == outOf) {
      into.copy(to, from, bytes);
    } else {
      into.staging.relay(into, to, outOf, from, bytes);
    }
  }

  private static void release(canter_context pointer, CallMemory memory) {
    KernelsApi.canter_context_destroy(pointer);
    memory.free();
  }

  private static void release(
      canter_context pointer, CallMemory memory, Staging staging, Runnable after) {
    // waits for the work, so its stream must be there yet
    staging.end();
    release(pointer, memory);
    after.run();
  }
}
