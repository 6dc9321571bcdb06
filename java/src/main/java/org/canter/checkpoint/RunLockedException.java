// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.util.OptionalLong;

/** Another process, or another part of this one, works on the run directory. */
public class RunLockedException extends CheckpointException {
  private static final long serialVersionUID = 1L;

  /** 0 if it is not known. */
  private final long ownerPid;

  /**
   * Creates the exception.
   *
   * @param message which directory, who owns it, and the way out
   * @param ownerPid the owner's process id, 0 if it is not known
   */
  public RunLockedException(String message, long ownerPid) {
    super(message);
    this.ownerPid = ownerPid;
  }

  /**
   * The process that works on the run directory.
   *
   * @return its id; empty if it has not said so yet
   */
  public OptionalLong ownerPid() {
    return ownerPid > 0 ? OptionalLong.of(ownerPid) : OptionalLong.empty();
  }
}
