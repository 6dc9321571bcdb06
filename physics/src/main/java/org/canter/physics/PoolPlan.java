// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import org.canter.physics.c.canterp_plan;

/**
 * How much room each simulation of a pool has, and what that costs: known before any of it is
 * taken. {@link Model#plan} makes plans.
 *
 * @param simulations how many simulations are planned for
 * @param contacts contacts that fit at one time (0 with MuJoCo 3, where they lie on the stack)
 * @param constraints rows of constraints that fit at one time (0 with MuJoCo 3)
 * @param stack numbers of 8 bytes on MuJoCo's stack
 * @param bytesPerSimulation bytes of one simulation
 * @param sharedBytes bytes that all simulations share
 * @param totalBytes bytes of the whole pool
 */
public record PoolPlan(
    long simulations,
    long contacts,
    long constraints,
    long stack,
    long bytesPerSimulation,
    long sharedBytes,
    long totalBytes) {

  /** Copies the C API's plan. */
  static PoolPlan of(canterp_plan plan) {
    return new PoolPlan(
        plan.simulations(),
        plan.contacts(),
        plan.constraints(),
        plan.stack(),
        plan.bytes_per_simulation(),
        plan.shared_bytes(),
        plan.total_bytes());
  }

  /** A plan for the C API; to be closed. */
  canterp_plan toNative() {
    return new canterp_plan()
        .simulations(simulations)
        .contacts(contacts)
        .constraints(constraints)
        .stack(stack)
        .bytes_per_simulation(bytesPerSimulation)
        .shared_bytes(sharedBytes)
        .total_bytes(totalBytes);
  }
}
