// SPDX-License-Identifier: Apache-2.0
/** A policy as trainers see it: shape, parameters, how they begin, how it acts. */
package org.canter.policy;
