// SPDX-License-Identifier: Apache-2.0
/** From rewards and values to advantages, and to what a value function is fitted to. */
package org.canter.advantage;
