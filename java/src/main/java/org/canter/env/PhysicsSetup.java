// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import org.canter.physics.ModelSource;

/**
 * The plain facts of a physics task.
 *
 * @param model where the model's XML is
 * @param frameSkip how many of the model's time steps one action lasts, at least 1
 * @param timeLimit how many steps an episode may have, 0 for any number
 * @param observationWidth how many numbers an observation has
 * @param description one line for a list of environments
 * @param reference the model's keyframe that resets begin with, empty for its initial state
 */
public record PhysicsSetup(
    ModelSource model,
    int frameSkip,
    int timeLimit,
    int observationWidth,
    String description,
    String reference) {

  /**
   * Checks the parts.
   *
   * @param model where the model's XML is
   * @param frameSkip how many of the model's time steps one action lasts
   * @param timeLimit how many steps an episode may have, 0 for any number
   * @param observationWidth how many numbers an observation has
   * @param description one line for a list of environments
   * @param reference the model's keyframe that resets begin with, or empty
   */
  public PhysicsSetup {
    if (frameSkip < 1 || observationWidth < 1) {
      throw new EnvironmentException(
          "a physics task ("
              + description
              + ") with frameSkip = "
              + frameSkip
              + " and observationWidth = "
              + observationWidth
              + "; both are at least 1");
    }
  }

  /**
   * A task whose resets begin with the model's initial state.
   *
   * @param model where the model's XML is
   * @param frameSkip how many of the model's time steps one action lasts
   * @param timeLimit how many steps an episode may have, 0 for any number
   * @param observationWidth how many numbers an observation has
   * @param description one line for a list of environments
   */
  public PhysicsSetup(
      ModelSource model, int frameSkip, int timeLimit, int observationWidth, String description) {
    this(model, frameSkip, timeLimit, observationWidth, description, "");
  }

  /**
   * The same with resets that begin with a keyframe.
   *
   * @param keyframe its name in the model
   * @return a copy
   */
  public PhysicsSetup withReference(String keyframe) {
    return new PhysicsSetup(model, frameSkip, timeLimit, observationWidth, description, keyframe);
  }
}
