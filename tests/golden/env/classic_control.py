# SPDX-License-Identifier: Apache-2.0
"""Writes cart_pole.npz and pendulum.npz: pip install gymnasium==1.3.0 numpy; python classic_control.py

Random actions, a reset where an episode is over. state is that of the environment in float64, obs what
it returns; row t belongs to step t. reset_state[k] precedes step reset_step[k].
"""

import gymnasium
import numpy

STEPS = 400


def record(name, path, seed, action_of):
    env = gymnasium.make(name)
    world = env.unwrapped
    rng = numpy.random.default_rng(seed)
    rows = {k: [] for k in ("action", "obs", "state", "reward", "terminated", "truncated")}
    resets = {k: [] for k in ("reset_step", "reset_state", "reset_obs")}
    over = True
    for t in range(STEPS):
        if over:
            obs, _ = env.reset(seed=seed if t == 0 else None)
            resets["reset_step"].append(t)
            resets["reset_state"].append(numpy.array(world.state, dtype=numpy.float64))
            resets["reset_obs"].append(obs)
        action = action_of(rng)
        obs, reward, terminated, truncated, _ = env.step(action)
        over = terminated or truncated
        rows["action"].append(numpy.atleast_1d(numpy.asarray(action, dtype=numpy.float64)))
        rows["obs"].append(obs)
        rows["state"].append(numpy.array(world.state, dtype=numpy.float64))
        rows["reward"].append(numpy.float64(reward))
        rows["terminated"].append(numpy.uint8(terminated))
        rows["truncated"].append(numpy.uint8(truncated))
    arrays = {k: numpy.array(v) for k, v in {**rows, **resets}.items()}
    arrays["reset_step"] = arrays["reset_step"].astype(numpy.int32)
    numpy.savez_compressed(path, **arrays)


if __name__ == "__main__":
    record("CartPole-v1", "cart_pole.npz", 1, lambda rng: int(rng.integers(2)))
    # beyond the range as well: the environment clips
    record("Pendulum-v1", "pendulum.npz", 1, lambda rng: rng.uniform(-3, 3, 1))
