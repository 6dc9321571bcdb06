// SPDX-License-Identifier: Apache-2.0
/**
 * Every kernel of a device against the oracle in double: the same numbers go through both, and the
 * error must be what rounding to float explains.
 */
package org.canter.compute.parity;
