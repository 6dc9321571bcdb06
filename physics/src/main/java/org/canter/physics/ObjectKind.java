// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import org.canter.physics.c.PhysicsApi;

/** What has a name in a model. */
public enum ObjectKind {
  /** Bodies; number 0 is the world. */
  BODY(PhysicsApi.CANTERP_BODY, "nbody"),
  /** Joints. */
  JOINT(PhysicsApi.CANTERP_JOINT, "njnt"),
  /** Geoms. */
  GEOM(PhysicsApi.CANTERP_GEOM, "ngeom"),
  /** Sites. */
  SITE(PhysicsApi.CANTERP_SITE, "nsite"),
  /** Cameras. */
  CAMERA(PhysicsApi.CANTERP_CAMERA, "ncam"),
  /** Lights. */
  LIGHT(PhysicsApi.CANTERP_LIGHT, "nlight"),
  /** Meshes. */
  MESH(PhysicsApi.CANTERP_MESH, "nmesh"),
  /** Materials. */
  MATERIAL(PhysicsApi.CANTERP_MATERIAL, "nmat"),
  /** Tendons. */
  TENDON(PhysicsApi.CANTERP_TENDON, "ntendon"),
  /** Actuators. */
  ACTUATOR(PhysicsApi.CANTERP_ACTUATOR, "nu"),
  /** Sensors. */
  SENSOR(PhysicsApi.CANTERP_SENSOR, "nsensor"),
  /** Custom numeric fields. */
  NUMERIC(PhysicsApi.CANTERP_NUMERIC, "nnumeric"),
  /** Keyframes. */
  KEYFRAME(PhysicsApi.CANTERP_KEYFRAME, "nkey");

  private final int code;
  private final String size;

  ObjectKind(int code, String size) {
    this.code = code;
    this.size = size;
  }

  /** The number of the C API. */
  int code() {
    return code;
  }

  /** MuJoCo's name for how many there are. */
  String size() {
    return size;
  }
}
