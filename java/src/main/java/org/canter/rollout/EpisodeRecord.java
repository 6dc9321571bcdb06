// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.StepKind;

/**
 * An episode that ended in a collection, which it need not have begun in.
 *
 * @param environment its environment
 * @param episode its number there, from 0
 * @param length how many steps it had
 * @param totalReward the sum of the task's rewards, neither discounted nor scaled
 * @param end TERMINAL, TIMEOUT or FAULT; an episode with a FAULT is no measure of a policy
 * @param row the row t of the batch that holds its last step
 */
public record EpisodeRecord(
    int environment, int episode, int length, double totalReward, StepKind end, int row) {}
