// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * A FAULT, with what is needed to repeat it.
 *
 * @param environmentId the kind of environment
 * @param seed the seed of the run
 * @param environment the number of the environment
 * @param episode its episode
 * @param step the step that failed, from 1
 * @param text what happened, with numbers
 * @param state the simulation's snapshot from before that step, its controls included
 */
public record FaultReport(
    String environmentId,
    long seed,
    int environment,
    int episode,
    int step,
    String text,
    byte[] state) {
  /** How many reports a slice keeps. */
  public static final int KEPT = 16;
}
