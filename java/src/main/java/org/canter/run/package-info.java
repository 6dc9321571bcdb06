// SPDX-License-Identifier: Apache-2.0
/**
 * Runs in directories: training with metrics and checkpoints, resumed to the bit, verified and
 * evaluated afterwards.
 */
package org.canter.run;
