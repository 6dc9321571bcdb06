// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** The kind of a transition; slabs of them hold one byte each ({@link ElementType#U8}). */
public enum StepKind {
  /** the episode goes on */
  MID(KernelsApi.CANTER_MID),
  /** the episode ended in a terminal state */
  TERMINAL(KernelsApi.CANTER_TERMINAL),
  /** the episode was ended by its time limit */
  TIMEOUT(KernelsApi.CANTER_TIMEOUT),
  /** the simulator broke down */
  FAULT(KernelsApi.CANTER_FAULT);

  private static final StepKind[] KINDS = values();

  private final byte code;

  StepKind(int code) {
    this.code = (byte) code;
  }

  /**
   * The byte that stands for this kind in a slab.
   *
   * @return a canter_step
   */
  public byte code() {
    return code;
  }

  /**
   * The kind that a byte of a slab stands for.
   *
   * @param code a byte as {@link #code()} gives it
   * @return the kind
   * @throws KernelArgumentException if no kind has this code
   */
  public static StepKind of(byte code) {
    for (StepKind kind : KINDS) {
      if (kind.code == code) {
        return kind;
      }
    }
    throw new KernelArgumentException(
        ("step kind %s is none of MID 0, TERMINAL 1, TIMEOUT 2, FAULT 3; was the slab of step "
                + "kinds written?")
            .formatted(code));
  }
}
