// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import org.canter.kernels.KernelContext;
import org.canter.kernels.Policy;
import org.canter.kernels.RandomStream;
import org.canter.kernels.Slab;

/**
 * Samples actions from a policy. Owns neither of its parts; theta may be overwritten between
 * collections, and the next one acts by what it holds then.
 *
 * @param context the context
 * @param policy the policy
 * @param theta real[P]
 * @param seed of the actions' random numbers, any number
 * @param stream of the actions' random numbers; another one than the environments'
 */
public record PolicyActing(
    KernelContext context, Policy policy, Slab theta, long seed, RandomStream stream)
    implements ActorFactory {
  /**
   * Sampling from the stream ACTION, as training does.
   *
   * @param context the context
   * @param policy the policy
   * @param theta real[P]
   * @param seed any number
   * @return the factory
   */
  public static PolicyActing of(KernelContext context, Policy policy, Slab theta, long seed) {
    return new PolicyActing(context, policy, theta, seed, RandomStream.ACTION);
  }

  @Override
  public int observations() {
    return policy.inputs();
  }

  @Override
  public int actions() {
    return policy.actions();
  }

  @Override
  public int parameters() {
    return policy.width();
  }

  @Override
  public Actor open(int first, int rows) {
    Slab scratch = policy.scratch(context, rows);
    return new Actor() {
      @Override
      public void act(
          Slab action, Slab logProbability, Slab parameters, Slab observation, Slab key) {
        policy.act(
            context,
            action,
            logProbability,
            parameters,
            theta,
            observation,
            seed,
            stream.code(),
            key,
            scratch);
      }

      @Override
      public void close() {
        scratch.close();
      }
    };
  }
}
