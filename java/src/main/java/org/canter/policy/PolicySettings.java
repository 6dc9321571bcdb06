// SPDX-License-Identifier: Apache-2.0
package org.canter.policy;

import java.util.List;
import org.canter.config.Setting;
import org.canter.kernels.Activation;

/**
 * The shape of a policy and how its parameters begin.
 *
 * @param hidden widths of the hidden layers; none for a linear policy
 * @param activation of the hidden layers
 * @param hiddenGain of the orthogonal initialisation of hidden layers
 * @param outputGain of the last layer: small, so that the first actions are nearly the mean 0
 * @param logStd where the log standard deviations of a Gaussian begin
 */
public record PolicySettings(
    @Setting(value = "widths of the hidden layers", min = 1, max = 4096) List<Integer> hidden,
    @Setting("activation of the hidden layers") Activation activation,
    @Setting(value = "orthogonal gain of hidden layers", min = 0, max = 100) double hiddenGain,
    @Setting(value = "orthogonal gain of the last layer", min = 0, max = 100) double outputGain,
    @Setting(value = "initial log standard deviation", symbol = "log sigma", min = -10, max = 5)
        double logStd) {
  /**
   * Copies the list.
   *
   * @param hidden widths of the hidden layers
   * @param activation of the hidden layers
   * @param hiddenGain of hidden layers
   * @param outputGain of the last layer
   * @param logStd of a Gaussian
   */
  public PolicySettings {
    hidden = List.copyOf(hidden);
  }

  /**
   * Two layers of 64 with tanh.
   *
   * @return the defaults
   */
  public static PolicySettings defaults() {
    return new PolicySettings(List.of(64, 64), Activation.TANH, Math.sqrt(2), 0.01, -0.5);
  }
}
