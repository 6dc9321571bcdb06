// SPDX-License-Identifier: Apache-2.0
/**
 * The community's benchmark tasks, with the semantics of Gymnasium's v4 environments (and its
 * CartPole-v1 and Pendulum-v1). docs/TASKS.md has them side by side.
 */
package org.canter.env.gym;
