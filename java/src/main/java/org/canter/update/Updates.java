// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

import org.canter.compute.Compute;
import org.canter.policy.PolicyModel;

/** Makes updates of their settings. */
public final class Updates {
  private Updates() {}

  /**
   * An update; the caller closes it.
   *
   * @param compute where; stays open longer
   * @param settings which
   * @param model what is improved; stays open longer
   * @param rows the largest batch
   * @param seed of the run
   * @return the update
   */
  public static PolicyUpdate create(
      Compute compute, UpdateSettings settings, PolicyModel model, int rows, long seed) {
    return switch (settings.kind()) {
      case NATURAL -> new NaturalUpdate(compute, settings, model, rows, seed);
      case GRADIENT -> new GradientUpdate(compute, settings, model);
      case PROXIMAL -> new ProximalUpdate(compute, settings, model, seed);
    };
  }
}
