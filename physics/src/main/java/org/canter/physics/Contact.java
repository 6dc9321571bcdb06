// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.nio.DoubleBuffer;
import org.canter.physics.c.PhysicsApi;

/**
 * A contact between two geoms.
 *
 * @param distance between the surfaces, in m; negative inside
 * @param position the point of contact in the world [3]
 * @param frame rows are the normal, from geom 1 to geom 2, and two tangents [9]
 * @param force force and torque in that frame [6], in N and N m; the first is the normal force
 * @param geom1 number of the first geom
 * @param geom2 number of the second geom
 */
public record Contact(
    double distance, double[] position, double[] frame, double[] force, int geom1, int geom2) {

  /** Reads the row that begins at `base`. */
  static Contact of(DoubleBuffer rows, int base) {
    return new Contact(
        rows.get(base + PhysicsApi.CANTERP_CONTACT_DISTANCE),
        part(rows, base + PhysicsApi.CANTERP_CONTACT_POSITION, 3),
        part(rows, base + PhysicsApi.CANTERP_CONTACT_FRAME, 9),
        part(rows, base + PhysicsApi.CANTERP_CONTACT_FORCE, 6),
        (int) rows.get(base + PhysicsApi.CANTERP_CONTACT_GEOM1),
        (int) rows.get(base + PhysicsApi.CANTERP_CONTACT_GEOM2));
  }

  private static double[] part(DoubleBuffer rows, int from, int length) {
    double[] out = new double[length];
    rows.get(from, out);
    return out;
  }
}
