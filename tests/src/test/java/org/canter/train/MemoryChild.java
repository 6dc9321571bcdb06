// SPDX-License-Identifier: Apache-2.0
package org.canter.train;

import org.canter.compute.DeviceException;
import org.canter.compute.Devices;

/** A process of its own, whose GPU has little memory: asks for too much, then for less. */
final class MemoryChild {
  private MemoryChild() {}

  private static void train(int width) {
    TrainConfig config =
        SmallConfig.of("gym/CartPole-v1", "trpo")
            .with("policy.hidden", "[%d, %d]".formatted(width, width))
            .iterations(2, 200)
            .config();
    try (Trainer trainer =
        Trainer.open(config, TrainingTrace.world(config), Devices.choose("cuda"), 1)) {
      trainer.iterate();
      trainer.iterate();
    }
  }

  /**
   * Prints the refusal, then "and goes on" where a smaller run can still be made.
   *
   * @param words none
   */
  public static void main(String[] words) {
    for (int i = 0; i < 2; i++) {
      try {
        train(2000);
      } catch (DeviceException lack) {
        System.out.println(lack.getMessage());
      }
    }
    train(8);
    System.out.println("and goes on");
  }
}
