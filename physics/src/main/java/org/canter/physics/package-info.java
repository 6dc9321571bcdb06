// SPDX-License-Identifier: Apache-2.0
/** Physics: the safe face of our C layer over MuJoCo. */
package org.canter.physics;
