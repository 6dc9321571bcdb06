// SPDX-License-Identifier: Apache-2.0
package org.canter.policy;

import org.canter.kernels.ActionDistribution;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Mlp;
import org.canter.kernels.Network;
import org.canter.kernels.Policy;
import org.canter.kernels.Slab;
import org.canter.rollout.Actor;
import org.canter.rollout.ActorFactory;

/** Takes the mean of a Gaussian and the most likely of choices; reads no random numbers. */
record GreedyActing(
    KernelContext context,
    Policy policy,
    Network network,
    ActionDistribution distribution,
    Slab theta)
    implements ActorFactory {
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
    Mlp forward = new Mlp(context, network);
    Slab scratch = forward.scratch(rows);
    return new Actor() {
      @Override
      public void act(
          Slab action, Slab logProbability, Slab parameters, Slab observation, Slab key) {
        forward.forward(parameters, theta, observation, scratch);
        distribution.mode(context, action, parameters);
      }

      @Override
      public void close() {
        scratch.close();
      }
    };
  }
}
