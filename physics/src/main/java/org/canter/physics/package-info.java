// SPDX-License-Identifier: Apache-2.0
/**
 * Physics: MuJoCo behind a flat C layer of our own.
 *
 * <p>{@link org.canter.physics.ModelSource} gathers and checks a model's files, {@link
 * org.canter.physics.Model} compiles them, {@link org.canter.physics.SimulationPool} runs many
 * simulations of it in planned memory, and {@link org.canter.physics.SimulationSlice} steps some of
 * them on one thread. MuJoCo's fatal errors and its silent resets come back as {@link
 * org.canter.physics.Fault}; refusals are {@link org.canter.physics.PhysicsException}s.
 */
package org.canter.physics;
