// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.Pointer;

/** A mark in a stream of a GPU: says when the work before it is done, and measures between two. */
public final class CudaEvent extends NativeHandle {
  private final int ordinal;
  private final Pointer event;

  private CudaEvent(int ordinal, Pointer event) {
    super("CudaEvent", "on cuda:" + ordinal, () -> CudaCalls.destroyEvent(ordinal, event));
    this.ordinal = ordinal;
    this.event = event;
  }

  /**
   * Creates an event; the caller closes it.
   *
   * @param device of the streams that record it
   * @return an event that was not recorded yet
   */
  public static CudaEvent create(CudaDevice device) {
    Require.notNull(device, "device");
    CudaRuntime.load();
    return new CudaEvent(device.ordinal(), CudaCalls.createEvent(device.ordinal()));
  }

  /**
   * Puts the mark behind all work that a context has given to its device so far.
   *
   * @param context on this event's device
   */
  public void record(KernelContext context) {
    Require.notNull(context, "context");
    InFlight call = InFlight.enter();
    try {
      CudaCalls.record(ordinal, pointer(), context.stream());
    } finally {
      call.leave();
    }
  }

  /**
   * Puts the mark behind all work of a stream so far.
   *
   * @param stream on this event's device
   */
  public void record(CudaStream stream) {
    Require.notNull(stream, "stream");
    InFlight call = InFlight.enter();
    try {
      CudaCalls.record(ordinal, pointer(), stream.pointer());
    } finally {
      call.leave();
    }
  }

  /** Waits until the work before the mark is done; at once if it was not recorded. */
  public void synchronize() {
    InFlight call = InFlight.enter();
    try {
      CudaCalls.synchronizeEvent(ordinal, pointer());
    } finally {
      call.leave();
    }
  }

  /**
   * The time on the device from this mark to a later one; waits for that.
   *
   * @param later recorded after this one
   * @return milliseconds
   */
  public double elapsedMillis(CudaEvent later) {
    Require.notNull(later, "later");
    InFlight call = InFlight.enter();
    try {
      CudaCalls.synchronizeEvent(ordinal, later.pointer());
      return CudaCalls.elapsedMillis(ordinal, pointer(), later.pointer());
    } finally {
      call.leave();
    }
  }

  /** The native event; throws if closed. */
  Pointer pointer() {
    requireOpen();
    return event;
  }
}
