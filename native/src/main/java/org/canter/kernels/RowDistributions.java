// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * The calculus of a distribution's rows in a context: log probability, entropy, KL divergence,
 * their derivatives, and the Fisher matrix in distribution-parameter space. All are row calls. Owns
 * nothing; the context and the distribution must stay open.
 *
 * <p>Derivatives by the log standard deviations are given row by row, real[B, F]. Where F = 0 these
 * slabs and the log standard deviations are ignored and may be null.
 */
public final class RowDistributions {
  private final KernelContext context;
  private final ActionDistribution distribution;
  private final ElementType real;
  private final int width;
  private final int free;

  /**
   * Pairs a context with a distribution.
   *
   * @param context the context of all calls
   * @param distribution the shape
   */
  public RowDistributions(KernelContext context, ActionDistribution distribution) {
    this.context = Require.notNull(context, "context");
    this.distribution = Require.notNull(distribution, "distribution");
    this.real = context.elementType();
    this.width = distribution.width();
    this.free = distribution.free();
  }

  /**
   * logProbability = log p(action | parameters, logStd).
   *
   * @param logProbability out, real[B]
   * @param parameters real[B, D]
   * @param logStd real[F]
   * @param action real[B, A]
   */
  public void logProbability(Slab logProbability, Slab parameters, Slab logStd, Slab action) {
    Require.rowsOf(parameters, real, width, "parameters");
    long rows = parameters.rows();
    Require.vector(logProbability, real, rows, "logProbability");
    Require.free(logStd, real, free, "logStd");
    Require.matrix(action, real, rows, distribution.actions(), "action");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_log_probability(
              context.pointer(),
              distribution.pointer(),
              context.address(logProbability, "logProbability"),
              context.address(parameters, "parameters"),
              context.addressOrNull(logStd, "logStd"),
              context.address(action, "action"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * Derivatives of the log probability by the parameters and log standard deviations.
   *
   * @param dParameters out, real[B, D]
   * @param dLogStd out, real[B, F]
   * @param parameters real[B, D]
   * @param logStd real[F]
   * @param action real[B, A]
   */
  public void logProbabilityGradient(
      Slab dParameters, Slab dLogStd, Slab parameters, Slab logStd, Slab action) {
    Require.rowsOf(parameters, real, width, "parameters");
    long rows = parameters.rows();
    Require.matrix(dParameters, real, rows, width, "dParameters");
    Require.freeRows(dLogStd, real, rows, free, "dLogStd");
    Require.free(logStd, real, free, "logStd");
    Require.matrix(action, real, rows, distribution.actions(), "action");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_log_probability_gradient(
              context.pointer(),
              distribution.pointer(),
              context.address(dParameters, "dParameters"),
              context.addressOrNull(dLogStd, "dLogStd"),
              context.address(parameters, "parameters"),
              context.addressOrNull(logStd, "logStd"),
              context.address(action, "action"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * The entropy of each row, in nats.
   *
   * @param entropy out, real[B]
   * @param parameters real[B, D]
   * @param logStd real[F]
   */
  public void entropy(Slab entropy, Slab parameters, Slab logStd) {
    Require.rowsOf(parameters, real, width, "parameters");
    long rows = parameters.rows();
    Require.vector(entropy, real, rows, "entropy");
    Require.free(logStd, real, free, "logStd");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_entropy(
              context.pointer(),
              distribution.pointer(),
              context.address(entropy, "entropy"),
              context.address(parameters, "parameters"),
              context.addressOrNull(logStd, "logStd"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * Derivatives of the entropy.
   *
   * @param dParameters out, real[B, D]
   * @param dLogStd out, real[B, F]
   * @param parameters real[B, D]
   * @param logStd real[F]
   */
  public void entropyGradient(Slab dParameters, Slab dLogStd, Slab parameters, Slab logStd) {
    Require.rowsOf(parameters, real, width, "parameters");
    long rows = parameters.rows();
    Require.matrix(dParameters, real, rows, width, "dParameters");
    Require.freeRows(dLogStd, real, rows, free, "dLogStd");
    Require.free(logStd, real, free, "logStd");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_entropy_gradient(
              context.pointer(),
              distribution.pointer(),
              context.address(dParameters, "dParameters"),
              context.addressOrNull(dLogStd, "dLogStd"),
              context.address(parameters, "parameters"),
              context.addressOrNull(logStd, "logStd"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * KL(old || new) of each row; exactly 0 where the two have the same bits.
   *
   * @param kl out, real[B]
   * @param oldParameters real[B, D]
   * @param oldLogStd real[F]
   * @param newParameters real[B, D]
   * @param newLogStd real[F]
   */
  public void kl(Slab kl, Slab oldParameters, Slab oldLogStd, Slab newParameters, Slab newLogStd) {
    Require.rowsOf(oldParameters, real, width, "oldParameters");
    long rows = oldParameters.rows();
    Require.vector(kl, real, rows, "kl");
    Require.free(oldLogStd, real, free, "oldLogStd");
    Require.matrix(newParameters, real, rows, width, "newParameters");
    Require.free(newLogStd, real, free, "newLogStd");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_kl(
              context.pointer(),
              distribution.pointer(),
              context.address(kl, "kl"),
              context.address(oldParameters, "oldParameters"),
              context.addressOrNull(oldLogStd, "oldLogStd"),
              context.address(newParameters, "newParameters"),
              context.addressOrNull(newLogStd, "newLogStd"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * Derivatives of KL(old || new) by the new parameters.
   *
   * @param dParameters out, real[B, D]
   * @param dLogStd out, real[B, F]
   * @param oldParameters real[B, D]
   * @param oldLogStd real[F]
   * @param newParameters real[B, D]
   * @param newLogStd real[F]
   */
  public void klGradient(
      Slab dParameters,
      Slab dLogStd,
      Slab oldParameters,
      Slab oldLogStd,
      Slab newParameters,
      Slab newLogStd) {
    Require.rowsOf(oldParameters, real, width, "oldParameters");
    long rows = oldParameters.rows();
    Require.matrix(dParameters, real, rows, width, "dParameters");
    Require.freeRows(dLogStd, real, rows, free, "dLogStd");
    Require.free(oldLogStd, real, free, "oldLogStd");
    Require.matrix(newParameters, real, rows, width, "newParameters");
    Require.free(newLogStd, real, free, "newLogStd");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_kl_gradient(
              context.pointer(),
              distribution.pointer(),
              context.address(dParameters, "dParameters"),
              context.addressOrNull(dLogStd, "dLogStd"),
              context.address(oldParameters, "oldParameters"),
              context.addressOrNull(oldLogStd, "oldLogStd"),
              context.address(newParameters, "newParameters"),
              context.addressOrNull(newLogStd, "newLogStd"),
              rows));
    } finally {
      call.leave();
    }
  }

  /**
   * (out, outLogStd) = M (v, vLogStd) with the Fisher matrix M of each row: the Hessian of KL(old
   * || new) by the new parameters at new = old.
   *
   * @param out out, real[B, D]
   * @param outLogStd out, real[B, F]
   * @param parameters real[B, D]
   * @param logStd real[F]
   * @param v real[B, D]
   * @param vLogStd real[B, F]
   */
  public void fisher(Slab out, Slab outLogStd, Slab parameters, Slab logStd, Slab v, Slab vLogStd) {
    Require.rowsOf(parameters, real, width, "parameters");
    long rows = parameters.rows();
    Require.matrix(out, real, rows, width, "out");
    Require.freeRows(outLogStd, real, rows, free, "outLogStd");
    Require.free(logStd, real, free, "logStd");
    Require.matrix(v, real, rows, width, "v");
    Require.freeRows(vLogStd, real, rows, free, "vLogStd");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_distribution_fisher(
              context.pointer(),
              distribution.pointer(),
              context.address(out, "out"),
              context.addressOrNull(outLogStd, "outLogStd"),
              context.address(parameters, "parameters"),
              context.addressOrNull(logStd, "logStd"),
              context.address(v, "v"),
              context.addressOrNull(vLogStd, "vLogStd"),
              rows));
    } finally {
      call.leave();
    }
  }
}
