// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

import java.util.List;
import org.canter.config.Setting;
import org.canter.kernels.Activation;

/**
 * What is subtracted from returns, and how it is learnt.
 *
 * @param kind of baseline
 * @param hidden widths of the value network's hidden layers
 * @param activation of the hidden layers
 * @param outputGain of the last layer's orthogonal initialisation
 * @param scaleTargets whether targets are divided by their running deviation
 * @param ridge penalty of the linear baseline
 * @param fit how the network is fitted
 * @param adam minibatches
 * @param trustRegion Gauss-Newton
 * @param lbfgs the whole batch
 */
public record BaselineSettings(
    @Setting("what returns are compared with") BaselineKind kind,
    @Setting(value = "widths of the value network", min = 1, max = 4096) List<Integer> hidden,
    @Setting("activation of the value network") Activation activation,
    @Setting(value = "orthogonal gain of the last layer", min = 0, max = 100) double outputGain,
    @Setting("divide targets by their running deviation") boolean scaleTargets,
    @Setting(value = "penalty of the linear baseline", min = 0, max = 1e6) double ridge,
    @Setting("how the value network is fitted") FitKind fit,
    @Setting("fit by Adam") AdamFitSettings adam,
    @Setting("fit in a trust region") TrustRegionFitSettings trustRegion,
    @Setting("fit by L-BFGS") LbfgsFitSettings lbfgs) {
  /**
   * Copies the list.
   *
   * @param kind of baseline
   * @param hidden widths
   * @param activation of the hidden layers
   * @param outputGain of the last layer
   * @param scaleTargets whether targets are scaled
   * @param ridge penalty
   * @param fit how
   * @param adam minibatches
   * @param trustRegion Gauss-Newton
   * @param lbfgs the whole batch
   */
  public BaselineSettings {
    hidden = List.copyOf(hidden);
  }

  /**
   * A network of two layers of 64, fitted by Adam.
   *
   * @return the defaults
   */
  public static BaselineSettings defaults() {
    return new BaselineSettings(
        BaselineKind.NEURAL,
        List.of(64, 64),
        Activation.TANH,
        1,
        true,
        1e-5,
        FitKind.ADAM,
        AdamFitSettings.defaults(),
        TrustRegionFitSettings.defaults(),
        LbfgsFitSettings.defaults());
  }
}
