// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

/**
 * The sizes of a model that are asked for most; {@link Model#size} knows the others.
 *
 * @param nq generalised positions
 * @param nv degrees of freedom
 * @param nu actuators
 * @param na activations
 * @param nbody bodies, the world included
 * @param njnt joints
 * @param ngeom geoms
 * @param nsite sites
 * @param nsensordata numbers of sensor readings
 */
public record ModelSizes(
    int nq, int nv, int nu, int na, int nbody, int njnt, int ngeom, int nsite, int nsensordata) {

  /** Reads the sizes of a model. */
  static ModelSizes of(Model model) {
    return new ModelSizes(
        model.size("nq"),
        model.size("nv"),
        model.size("nu"),
        model.size("na"),
        model.size("nbody"),
        model.size("njnt"),
        model.size("ngeom"),
        model.size("nsite"),
        model.size("nsensordata"));
  }
}
