// SPDX-License-Identifier: Apache-2.0
package org.canter.update;

/** Settings of updates that tests vary. */
final class Settings {
  private Settings() {}

  /** A natural step; the rest as by default. */
  static UpdateSettings natural(NaturalSettings natural) {
    return of(UpdateKind.NATURAL, 0, natural, GradientSettings.defaults(), proximal(0.2, 10, 3e-4));
  }

  /** A plain step. */
  static UpdateSettings gradient(GradientSettings gradient) {
    return of(
        UpdateKind.GRADIENT, 0, NaturalSettings.defaults(), gradient, proximal(0.2, 10, 3e-4));
  }

  /** Proximal passes. */
  static UpdateSettings proximal(ProximalSettings proximal) {
    return of(
        UpdateKind.PROXIMAL, 0, NaturalSettings.defaults(), GradientSettings.defaults(), proximal);
  }

  /** The same with an entropy bonus. */
  static UpdateSettings withBonus(UpdateSettings settings, double bonus) {
    return of(settings.kind(), bonus, settings.natural(), settings.gradient(), settings.proximal());
  }

  private static UpdateSettings of(
      UpdateKind kind,
      double bonus,
      NaturalSettings natural,
      GradientSettings gradient,
      ProximalSettings proximal) {
    return new UpdateSettings(kind, bonus, natural, gradient, proximal);
  }

  /** A natural step of a rule and a matrix, with many iterations and hardly any damping. */
  static NaturalSettings exact(StepRule rule, FisherKind fisher, double delta, double fixedStep) {
    return new NaturalSettings(rule, delta, fixedStep, 200, 1e-3, 1e-12, fisher, 1, 10, 0.8);
  }

  /** A natural step by ten iterations on a share of the rows. */
  static NaturalSettings onShare(double fraction) {
    return new NaturalSettings(
        StepRule.LINE_SEARCH, 0.01, 0, 10, 0.1, 0, FisherKind.ANALYTIC, fraction, 10, 0.8);
  }

  /** Passes of 100 rows; a clip of 0 means a KL penalty that begins at 1 and aims at 0.01. */
  static ProximalSettings proximal(double clip, int epochs, double rate) {
    return new ProximalSettings(clip, 0.01, 1, 0, epochs, 100, rate, false, 0);
  }

  /** The same passes, ended beyond a KL divergence. */
  static ProximalSettings stopping(double stop, int epochs, double rate) {
    return new ProximalSettings(0.2, 0.01, 1, stop, epochs, 100, rate, false, 0);
  }
}
