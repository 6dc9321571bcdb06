// SPDX-License-Identifier: Apache-2.0
/**
 * Named compositions: an algorithm is a set of values over the defaults, a preset is what a task
 * wants changed, and a run's configuration is these in a stated order with what the user says.
 */
package org.canter.algo;
