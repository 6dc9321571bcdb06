// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import org.canter.physics.c.PhysicsApi;

/** What ended the frame of a simulation. */
public enum Fault {
  /** Nothing: the frame is whole. */
  NONE(PhysicsApi.CANTERP_FAULT_NONE, Kind.NONE),
  /** A position is NaN or exceeds 1e10. */
  BAD_QPOS(PhysicsApi.CANTERP_FAULT_BAD_QPOS, Kind.INSTABILITY),
  /** A velocity is NaN or exceeds 1e10. */
  BAD_QVEL(PhysicsApi.CANTERP_FAULT_BAD_QVEL, Kind.INSTABILITY),
  /** An acceleration is NaN or exceeds 1e10. */
  BAD_QACC(PhysicsApi.CANTERP_FAULT_BAD_QACC, Kind.INSTABILITY),
  /** A control is NaN or exceeds 1e10; the frame was not begun. */
  BAD_CTRL(PhysicsApi.CANTERP_FAULT_BAD_CTRL, Kind.INSTABILITY),
  /** The inertia matrix is singular, or nearly so. */
  INERTIA(PhysicsApi.CANTERP_FAULT_INERTIA, Kind.INSTABILITY),
  /** There were more contacts than the plan has room for. */
  CONTACTS_FULL(PhysicsApi.CANTERP_FAULT_CONTACTS_FULL, Kind.CAPACITY),
  /** There were more constraints than the plan has room for. */
  CONSTRAINTS_FULL(PhysicsApi.CANTERP_FAULT_CONSTRAINTS_FULL, Kind.CAPACITY),
  /** There were more visual geoms than fit. */
  GEOMS_FULL(PhysicsApi.CANTERP_FAULT_GEOMS_FULL, Kind.CAPACITY),
  /** MuJoCo met a fatal error; the simulation's memory was made anew. */
  ENGINE(PhysicsApi.CANTERP_FAULT_ENGINE, Kind.ENGINE);

  /** What kind of trouble a fault is. */
  public enum Kind {
    /** None. */
    NONE,
    /** The physics became unstable, or was fed numbers that are none. */
    INSTABILITY,
    /** The memory plan was too small: plan more, and repeat. */
    CAPACITY,
    /** A fatal error of MuJoCo. */
    ENGINE
  }

  private static final Fault[] BY_CODE = values();

  private final int code;
  private final Kind kind;

  Fault(int code, Kind kind) {
    this.code = code;
    this.kind = kind;
  }

  /**
   * What kind of trouble it is.
   *
   * @return NONE for {@link #NONE} only
   */
  public Kind kind() {
    return kind;
  }

  /** The fault with a number of the C API: they are declared in its order. */
  static Fault of(int code) {
    return BY_CODE[code];
  }

  /** The number of the C API. */
  int code() {
    return code;
  }
}
