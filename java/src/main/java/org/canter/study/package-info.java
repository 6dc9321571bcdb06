// SPDX-License-Identifier: Apache-2.0
/**
 * Studies: named sets of runs with the tables and figures that are made of them, each repeatable by
 * one command.
 */
package org.canter.study;
