// SPDX-License-Identifier: Apache-2.0
/**
 * Training: the composition of a collector, an advantage estimator, an update and a baseline that
 * runs iteration by iteration, and whose whole state can be saved.
 */
package org.canter.train;
