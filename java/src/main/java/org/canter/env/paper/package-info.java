// SPDX-License-Identifier: Apache-2.0
/**
 * The tasks of Schulman's thesis (2016) and of the papers in it. docs/TASKS.md gives their
 * definitions and the reasons for what the papers leave open.
 */
package org.canter.env.paper;
