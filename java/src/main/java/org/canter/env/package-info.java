// SPDX-License-Identifier: Apache-2.0
/**
 * Environments: what a policy acts in.
 *
 * <p>A task is either an {@link org.canter.env.Environment}, one world in plain Java, or a {@link
 * org.canter.env.PhysicsTask}, a model in XML with its observation, reward and termination. The
 * {@link org.canter.env.EnvironmentRegistry} knows them by id; a collector works with {@link
 * org.canter.env.EnvironmentSlice}s, several environments that one thread owns and steps together.
 *
 * <p>Dimension letters: O observation, A action width; rows of a slice follow each other.
 */
package org.canter.env;
