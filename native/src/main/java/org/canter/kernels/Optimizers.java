// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * First-order steps on a flat parameter vector in a context. Both descend: to ascend, pass the
 * negated gradient. All are pool calls. Owns nothing; the context must stay open.
 */
public final class Optimizers {
  private final KernelContext context;
  private final ElementType real;

  /**
   * Steps in a context.
   *
   * @param context the context of all calls
   */
  public Optimizers(KernelContext context) {
    this.context = Require.notNull(context, "context");
    this.real = context.elementType();
  }

  /**
   * One step of Adam (Kingma and Ba, Algorithm 1) in place. With a non-finite gradient nothing is
   * written; a context of a GPU says so at its next wait.
   *
   * @param theta in and out, real[P]
   * @param first in and out, the first moment, real[P], zero before step 1
   * @param second in and out, the second moment, real[P], zero before step 1
   * @param gradient real[P]
   * @param step counts from 1
   * @param rate at least 0
   * @param beta1 in [0, 1)
   * @param beta2 in [0, 1)
   * @param epsilon above 0
   */
  public void adam(
      Slab theta,
      Slab first,
      Slab second,
      Slab gradient,
      long step,
      double rate,
      double beta1,
      double beta2,
      double epsilon) {
    Require.typed(theta, real, "theta");
    Require.vector(first, real, theta.elements(), "first");
    Require.vector(second, real, theta.elements(), "second");
    Require.vector(gradient, real, theta.elements(), "gradient");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_adam_step(
              call.context(),
              context.address(theta, "theta"),
              context.address(first, "first"),
              context.address(second, "second"),
              context.address(gradient, "gradient"),
              step,
              rate,
              beta1,
              beta2,
              epsilon,
              theta.elements()));
    } finally {
      call.leave();
    }
  }

  /**
   * One step of gradient descent in place: velocity = momentum velocity + gradient, theta -= rate
   * velocity. With a non-finite gradient nothing is written; a context of a GPU says so at its next
   * wait.
   *
   * @param theta in and out, real[P]
   * @param velocity in and out, real[P], zero at first; may be null where momentum is 0
   * @param gradient real[P]
   * @param rate at least 0
   * @param momentum in [0, 1)
   */
  public void sgd(Slab theta, Slab velocity, Slab gradient, double rate, double momentum) {
    Require.typed(theta, real, "theta");
    Require.vectorOrNull(velocity, real, theta.elements(), "velocity");
    Require.vector(gradient, real, theta.elements(), "gradient");
    PoolCall call = context.enter();
    try {
      Status.check(
          KernelsApi.canter_sgd_step(
              call.context(),
              context.address(theta, "theta"),
              context.addressOrNull(velocity, "velocity"),
              context.address(gradient, "gradient"),
              rate,
              momentum,
              theta.elements()));
    } finally {
      call.leave();
    }
  }
}
