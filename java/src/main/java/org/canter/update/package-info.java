// SPDX-License-Identifier: Apache-2.0
/** From advantages to the next policy: natural, plain and proximal gradients, and step rules. */
package org.canter.update;
