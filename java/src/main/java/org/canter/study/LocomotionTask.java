// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.List;

/**
 * A task of the results table.
 *
 * @param environment its id
 * @param cost of a training step next to one of Hopper, roughly
 */
record LocomotionTask(String environment, double cost) {
  /** The tasks of the table, in its order. */
  static final List<LocomotionTask> ALL =
      List.of(
          new LocomotionTask("gym/HalfCheetah-v4", 1),
          new LocomotionTask("gym/Hopper-v4", 1),
          new LocomotionTask("gym/Walker2d-v4", 1.4),
          new LocomotionTask("gym/Swimmer-v4", 0.9),
          new LocomotionTask("gym/Ant-v4", 3),
          new LocomotionTask("gym/Humanoid-v4", 6),
          new LocomotionTask("gym/InvertedDoublePendulum-v4", 0.7),
          new LocomotionTask("gym/InvertedPendulum-v4", 0.5),
          new LocomotionTask("gym/Reacher-v4", 0.5),
          new LocomotionTask("gym/CartPole-v1", 0.4),
          new LocomotionTask("gym/Pendulum-v1", 0.4));

  /** A task of the table, or another one. */
  static LocomotionTask of(String environment) {
    return ALL.stream()
        .filter(task -> task.environment().equals(environment))
        .findFirst()
        .orElse(new LocomotionTask(environment, 2));
  }
}
