// SPDX-License-Identifier: Apache-2.0
/**
 * The device that updates run on, as the trainers see it: one context of the kernels with the
 * operations that need nothing else.
 */
package org.canter.compute;
