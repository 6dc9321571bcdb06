// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.javacpp.Pointer;

/**
 * A queue of work on a GPU: what is in one stream runs in its order, two streams run side by side.
 * A context has one of its own unless it is {@linkplain KernelContext#cuda(CudaStream, CudaOptions)
 * given} one. The native stream lives until this handle and the contexts that use it are closed.
 */
public final class CudaStream extends NativeHandle {
  private final Shared shared;

  /** The native stream and how many use it. */
  private static final class Shared {
    final int ordinal;
    final Pointer stream;
    final AtomicInteger users = new AtomicInteger(1);

    Shared(int ordinal) {
      this.ordinal = ordinal;
      this.stream = CudaCalls.createStream(ordinal);
    }

    void release() {
      if (users.decrementAndGet() == 0) {
        CudaCalls.destroyStream(ordinal, stream);
      }
    }
  }

  private CudaStream(Shared shared) {
    super("CudaStream", "on cuda:" + shared.ordinal, shared::release);
    this.shared = shared;
  }

  /**
   * Creates a stream; the caller closes it.
   *
   * @param device where its work runs
   * @return the stream
   */
  public static CudaStream create(CudaDevice device) {
    Require.notNull(device, "device");
    CudaRuntime.load();
    return new CudaStream(new Shared(device.ordinal()));
  }

  /**
   * The number of its device.
   *
   * @return the ordinal
   */
  public int ordinal() {
    return shared.ordinal;
  }

  /** Waits until all work of the stream is done. */
  public void synchronize() {
    InFlight call = InFlight.enter();
    try {
      requireOpen();
      CudaCalls.synchronizeStream(shared.ordinal, shared.stream);
    } finally {
      call.leave();
    }
  }

  /**
   * Makes what comes after in this stream wait for an event of another one; the host does not wait.
   *
   * @param event was recorded
   */
  public void await(CudaEvent event) {
    Require.notNull(event, "event");
    InFlight call = InFlight.enter();
    try {
      requireOpen();
      CudaCalls.await(shared.ordinal, shared.stream, event.pointer());
    } finally {
      call.leave();
    }
  }

  /** The native stream; throws if closed. */
  Pointer pointer() {
    requireOpen();
    return shared.stream;
  }

  /** One more user; to run when it ends. */
  Runnable share() {
    requireOpen();
    shared.users.incrementAndGet();
    return shared::release;
  }
}
