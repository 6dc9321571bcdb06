// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.metric.MetricRow;

/**
 * What an iteration did.
 *
 * @param iteration from 0
 * @param environmentSteps training steps so far
 * @param batchSteps training steps of this iteration
 * @param metrics all that is the same for the same seed
 * @param times all that is not
 * @param returnMean of the last hundred episodes, NaN before the first one ended
 * @param kl of the new policy from the old one
 */
public record IterationReport(
    long iteration,
    long environmentSteps,
    int batchSteps,
    MetricRow metrics,
    PhaseTimes times,
    double returnMean,
    double kl) {}
