// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import org.canter.train.TrainConfig;

/**
 * One run of a study.
 *
 * @param name of its directory
 * @param group what it shares with the runs of other seeds: a label of tables and figures
 * @param config of the run
 * @param iterations after which it ends; 0 for when its training steps are done
 * @param cost how much work it is, in a unit that the runs of a study share; for the order of runs
 *     and the time left, nothing else
 */
public record StudyRun(
    String name, String group, TrainConfig config, int iterations, double cost) {}
