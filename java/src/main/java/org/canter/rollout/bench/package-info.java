// SPDX-License-Identifier: Apache-2.0
/**
 * How fast rollouts are beside the simulator alone, in one run: a policy is rolled out, then MuJoCo
 * replays the very same actions and resets in a loop of C that does nothing else.
 */
package org.canter.rollout.bench;
