// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_tape;

/**
 * Kept activations of one recorded batch, so that backward and tangent passes, Fisher-vector and
 * Gauss-Newton products need no forward pass of their own. Sized once; belongs to the context's
 * element type and instruction set, on a GPU to the context itself. One call at a time may use it.
 */
public final class Tape extends NativeHandle {
  private final canter_tape pointer;
  private final long capacity;
  // as Slab's memory has it
  final KernelContext home;
  // M of the recording, which the calls that read other buffers of the batch check; 0 before it
  private volatile long sourceRows;

  private Tape(canter_tape pointer, KernelContext context, Network network) {
    super("Tape", "of " + network, () -> release(pointer));
    this.pointer = pointer;
    this.home = context.home();
    this.capacity = KernelsApi.canter_tape_capacity(pointer);
  }

  /**
   * Creates a tape of about rows * bytes of a real * (sum of all widths) bytes; the caller closes
   * it.
   *
   * @param context the context of the calls that use it
   * @param network the shape; may be closed before the tape
   * @param rows the largest batch to record, at least 1
   * @return an empty tape
   */
  public static Tape create(KernelContext context, Network network, long rows) {
    Require.notNull(context, "context");
    Require.notNull(network, "network");
    Require.positive(rows, "rows");
    canter_tape pointer = new canter_tape();
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_tape_create(pointer, context.pointer(), network.pointer(), rows));
    } finally {
      call.leave();
    }
    return new Tape(pointer, context, network);
  }

  /**
   * Rows the tape has room for.
   *
   * @return at least 1
   */
  public long capacity() {
    return capacity;
  }

  /**
   * Rows of the recorded batch.
   *
   * @return B, or 0 before the first recording
   */
  public long rows() {
    InFlight call = InFlight.enter();
    try {
      return KernelsApi.canter_tape_rows(pointer());
    } finally {
      call.leave();
    }
  }

  /**
   * Memory the tape owns.
   *
   * @return bytes
   */
  public long bytes() {
    InFlight call = InFlight.enter();
    try {
      return KernelsApi.canter_tape_bytes(pointer());
    } finally {
      call.leave();
    }
  }

  /**
   * Rows of the recorded batch, for the shapes of a call that reads it; throws if there is none.
   */
  long recordedRows() {
    long rows = KernelsApi.canter_tape_rows(pointer());
    if (rows == 0) {
      throw new KernelStateException(
          this + " holds no recording; call Mlp.record or a gradient with this tape first");
    }
    return rows;
  }

  /** M of the recorded batch; throws if there is no recording. */
  long recordedSourceRows() {
    recordedRows();
    return sourceRows;
  }

  /** Notes M of a recording that was just made. */
  static void recorded(Tape tape, long sourceRows) {
    if (tape != null) {
      tape.sourceRows = sourceRows;
    }
  }

  /** The native tape; throws if closed. */
  canter_tape pointer() {
    requireOpen();
    return pointer;
  }

  private static void release(canter_tape pointer) {
    KernelsApi.canter_tape_destroy(pointer);
  }
}
