// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import org.canter.physics.c.PhysicsApi;

/**
 * A field of a simulation, by MuJoCo's name. The first part, up to {@link #USERDATA}, is the state
 * that a step starts from and may be written; the rest is derived by a step, a forward pass or a
 * reset.
 */
public enum FieldKind {
  /** Simulated seconds [1]. */
  TIME(PhysicsApi.CANTERP_TIME),
  /** Generalised positions [nq]. */
  QPOS(PhysicsApi.CANTERP_QPOS),
  /** Generalised velocities [nv]. */
  QVEL(PhysicsApi.CANTERP_QVEL),
  /** Activations of actuators [na]. */
  ACT(PhysicsApi.CANTERP_ACT),
  /** Accelerations that the solver starts from [nv]. */
  QACC_WARMSTART(PhysicsApi.CANTERP_QACC_WARMSTART),
  /** Controls [nu]. */
  CTRL(PhysicsApi.CANTERP_CTRL),
  /** Applied generalised forces [nv]. */
  QFRC_APPLIED(PhysicsApi.CANTERP_QFRC_APPLIED),
  /** Applied forces and torques on bodies [nbody, 6]. */
  XFRC_APPLIED(PhysicsApi.CANTERP_XFRC_APPLIED),
  /** Positions of mocap bodies [nmocap, 3]. */
  MOCAP_POS(PhysicsApi.CANTERP_MOCAP_POS),
  /** Orientations of mocap bodies [nmocap, 4]. */
  MOCAP_QUAT(PhysicsApi.CANTERP_MOCAP_QUAT),
  /** User data [nuserdata]. */
  USERDATA(PhysicsApi.CANTERP_USERDATA),
  /** Accelerations [nv]. */
  QACC(PhysicsApi.CANTERP_QACC),
  /** Time derivatives of activations [na]. */
  ACT_DOT(PhysicsApi.CANTERP_ACT_DOT),
  /** Sensor readings [nsensordata]. */
  SENSORDATA(PhysicsApi.CANTERP_SENSORDATA),
  /** Positions of body frames [nbody, 3]. */
  XPOS(PhysicsApi.CANTERP_XPOS),
  /** Orientations of body frames as quaternions [nbody, 4]. */
  XQUAT(PhysicsApi.CANTERP_XQUAT),
  /** Orientations of body frames as matrices [nbody, 9]. */
  XMAT(PhysicsApi.CANTERP_XMAT),
  /** Positions of bodies' centres of mass [nbody, 3]. */
  XIPOS(PhysicsApi.CANTERP_XIPOS),
  /** Orientations of bodies' inertias [nbody, 9]. */
  XIMAT(PhysicsApi.CANTERP_XIMAT),
  /** Positions of geoms [ngeom, 3]. */
  GEOM_XPOS(PhysicsApi.CANTERP_GEOM_XPOS),
  /** Orientations of geoms [ngeom, 9]. */
  GEOM_XMAT(PhysicsApi.CANTERP_GEOM_XMAT),
  /** Positions of sites [nsite, 3]. */
  SITE_XPOS(PhysicsApi.CANTERP_SITE_XPOS),
  /** Orientations of sites [nsite, 9]. */
  SITE_XMAT(PhysicsApi.CANTERP_SITE_XMAT),
  /** Centres of mass of subtrees [nbody, 3]. */
  SUBTREE_COM(PhysicsApi.CANTERP_SUBTREE_COM),
  /** Inertias and masses about the subtree's centre of mass [nbody, 10]. */
  CINERT(PhysicsApi.CANTERP_CINERT),
  /** Body velocities about the subtree's centre of mass, rotation first [nbody, 6]. */
  CVEL(PhysicsApi.CANTERP_CVEL),
  /** Lengths of actuators [nu]. */
  ACTUATOR_LENGTH(PhysicsApi.CANTERP_ACTUATOR_LENGTH),
  /** Velocities of actuators [nu]. */
  ACTUATOR_VELOCITY(PhysicsApi.CANTERP_ACTUATOR_VELOCITY),
  /** Forces of actuators [nu]. */
  ACTUATOR_FORCE(PhysicsApi.CANTERP_ACTUATOR_FORCE),
  /** Bias forces: Coriolis, centrifugal, gravity [nv]. */
  QFRC_BIAS(PhysicsApi.CANTERP_QFRC_BIAS),
  /** Passive forces: springs, dampers, fluid [nv]. */
  QFRC_PASSIVE(PhysicsApi.CANTERP_QFRC_PASSIVE),
  /** Actuator forces on degrees of freedom [nv]. */
  QFRC_ACTUATOR(PhysicsApi.CANTERP_QFRC_ACTUATOR),
  /** Constraint forces on degrees of freedom [nv]. */
  QFRC_CONSTRAINT(PhysicsApi.CANTERP_QFRC_CONSTRAINT),
  /** External forces on bodies, contacts included [nbody, 6]; see {@link ReadingPlan}. */
  CFRC_EXT(PhysicsApi.CANTERP_CFRC_EXT),
  /** Potential and kinetic energy [2], where the model enables them. */
  ENERGY(PhysicsApi.CANTERP_ENERGY);

  private final int code;

  FieldKind(int code) {
    this.code = code;
  }

  /**
   * Whether this is part of the state that a step starts from, and so may be written.
   *
   * @return true up to {@link #USERDATA}
   */
  public boolean isState() {
    return compareTo(USERDATA) <= 0;
  }

  /**
   * How many numbers the field has in a simulation of a model.
   *
   * @param model the model
   * @return at least 0
   */
  public int width(Model model) {
    return model.fieldWidth(this);
  }

  /** The number of the C API. */
  int code() {
    return code;
  }
}
