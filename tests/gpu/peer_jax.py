#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""JAX's times for what `canter bench kernels --device cuda` measures, on the same card.

Fisher-vector products as the jvp of the KL divergence's gradient under jit, which includes the
forward pass. Float32 with the highest precision of matrix products, so without TF32. Each product
is compared with a finite difference at a small size before anything is timed.
"""

import os
import sys

# what runs from a checkout leaves nothing in it
sys.dont_write_bytecode = True
import peers

# the other peer, or our own benchmark, may need the card's memory
os.environ.setdefault("XLA_PYTHON_CLIENT_PREALLOCATE", "false")
try:
    import jax
    import jax.numpy as jnp
except ImportError as absent:
    peers.decline(f"peer_jax: {absent}")

from jax.flatten_util import ravel_pytree


def means(parameters, x):
    *hidden, (weight, bias) = parameters["layers"]
    for inner, shift in hidden:
        x = jnp.tanh(x @ inner + shift)
    return x @ weight + bias


def surrogate(parameters, batch):
    """The mean of ratio times advantage."""
    log_std = parameters["log_std"]
    z = (batch["action"] - means(parameters, batch["observation"])) * jnp.exp(-log_std)
    constant = log_std.sum() + z.shape[1] * peers.HALF_LOG_TWO_PI
    log_probability = -0.5 * jnp.square(z).sum(1) - constant
    return (jnp.exp(log_probability - batch["old_log_probability"]) * batch["advantage"]).mean()


def divergence(parameters, batch):
    """The mean KL divergence from the old policy."""
    log_std = parameters["log_std"]
    squares = jnp.square(means(parameters, batch["observation"]) - batch["old_means"])
    change = log_std - batch["old_log_std"]
    terms = change + 0.5 * (jnp.exp(-2 * change) + squares * jnp.exp(-2 * log_std)) - 0.5
    return terms.sum(1).mean()


def product(parameters, v, batch):
    of_kl = jax.grad(lambda at: divergence(at, batch))
    along = jax.jvp(of_kl, (parameters,), (v,))[1]
    return jax.tree.map(lambda fv, x: fv + peers.DAMPING * x, along, v)


def dot(a, b):
    return sum(jnp.vdot(x, y) for x, y in zip(jax.tree.leaves(a), jax.tree.leaves(b)))


def plus(a, factor, b):
    return jax.tree.map(lambda x, y: x + factor * y, a, b)


def solve(multiply, b):
    """Ten iterations of conjugate gradient from zero: the solution and s'As."""

    def iteration(_, state):
        x, residual, direction, squares = state
        along = multiply(direction)
        length = squares / dot(direction, along)
        x, residual = plus(x, length, direction), plus(residual, -length, along)
        after = dot(residual, residual)
        return x, residual, plus(residual, after / squares, direction), after

    zero = jax.tree.map(jnp.zeros_like, b)
    start = (zero, b, b, dot(b, b))
    x, residual, _, _ = jax.lax.fori_loop(0, peers.ITERATIONS, iteration, start)
    return x, dot(x, plus(b, -1.0, residual))


def direction(parameters, slope, batch):
    return solve(lambda v: product(parameters, v, batch), slope)[0]


def update(parameters, batch):
    """Gradient, ten products, line search up to the first candidate that is taken; how many were tried."""
    before, slope = jax.value_and_grad(surrogate)(parameters, batch)
    step, quadratic = solve(lambda v: product(parameters, v, batch), slope)
    longest = jnp.sqrt(2 * peers.MAX_KL / quadratic)

    def refused(state):
        candidate, taken, _ = state
        return ~taken & (candidate < peers.CANDIDATES)

    def attempt(state):
        candidate, _, _ = state
        tried = plus(parameters, longest * peers.SHRINK**candidate, step)
        taken = (surrogate(tried, batch) > before) & (divergence(tried, batch) <= peers.MAX_KL)
        return candidate + 1, taken, tried

    examined, _, tried = jax.lax.while_loop(refused, attempt, (0, False, parameters))
    return examined, tried


def advantages(reward, value, bootstrap, end):
    after = jnp.where(end, bootstrap, jnp.concatenate([value[1:], bootstrap[-1:]]))
    delta = reward + peers.GAMMA * after - value
    decay = jnp.where(end, 0.0, peers.GAMMA * peers.LAMBDA)

    def compose(later, earlier):
        return earlier[0] + earlier[1] * later[0], earlier[1] * later[1]

    advantage, _ = jax.lax.associative_scan(compose, (delta, decay), reverse=True)
    return advantage, advantage + value


def new_problem(widths, rows):
    """A policy, a batch that it acted on, a direction."""
    keys = iter(jax.random.split(jax.random.key(1), 2 * len(widths) + 8))
    orthogonal = jax.nn.initializers.orthogonal()
    layers = []
    for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        gain = 0.1 if layer == len(widths) - 2 else 1.0
        weight = gain * orthogonal(next(keys), (inputs, outputs))
        layers.append((weight, 0.02 * jax.random.normal(next(keys), (outputs,))))
    log_std = 0.02 * jax.random.normal(next(keys), (widths[-1],))
    parameters = {"layers": layers, "log_std": log_std}
    observation = jax.random.normal(next(keys), (rows, widths[0]))
    old_means = means(parameters, observation)
    noise = jax.random.normal(next(keys), old_means.shape)
    constant = log_std.sum() + widths[-1] * peers.HALF_LOG_TWO_PI
    batch = {
        "observation": observation,
        "old_means": old_means,
        "old_log_std": log_std,
        "action": old_means + noise * jnp.exp(log_std),
        "old_log_probability": -0.5 * jnp.square(noise).sum(1) - constant,
        "advantage": jax.random.normal(next(keys), (rows,)),
    }
    flat, unflat = ravel_pytree(parameters)
    return parameters, batch, unflat(jax.random.normal(next(keys), flat.shape))


def check_product():
    """The product beside a central difference of the KL gradient, in double: the error."""
    jax.config.update("jax_enable_x64", True)
    parameters, batch, v = new_problem([5, 9, 7, 3], 64)
    got = ravel_pytree(plus(product(parameters, v, batch), -peers.DAMPING, v))[0]
    slope = jax.grad(divergence)
    distance = 1e-5
    ahead = slope(plus(parameters, distance, v), batch)
    behind = slope(plus(parameters, -distance, v), batch)
    wanted = ravel_pytree(plus(ahead, -1.0, behind))[0] / (2 * distance)
    error = float(jnp.linalg.norm(got - wanted) / jnp.linalg.norm(wanted))
    jax.config.update("jax_enable_x64", False)
    return error


class Bench:
    def __init__(self, options):
        self.options = options
        device = jax.devices()[0]
        facts = {
            "framework": "JAX " + jax.__version__,
            "device": device.device_kind,
            "precision": "float32, matrix products at the highest precision",
        }
        self.results = peers.Results(options, facts)
        self.last = None

    def time(self, operation, network, rows, function, arguments, **more):
        """Times a jitted function on several sets of arguments in turn."""
        what = f"{operation} {network} {rows}"
        if self.results.has(operation, network, rows, "jit"):
            return
        if self.results.out_of_time():
            self.results.leave_out(what, "no time left")
            return
        turn = 0

        def call():
            nonlocal turn
            turn = (turn + 1) % len(arguments)
            self.last = function(*arguments[turn])

        def finish():
            jax.block_until_ready(self.last)

        try:
            samples = peers.measure(call, finish, self.options.effort)
        except Exception as failure:  # the others shall still be measured
            self.results.leave_out(what, f"{type(failure).__name__}: {failure}")
            return
        self.results.add(operation, network, rows, "jit", samples, **more)

    def policy(self, network, rows):
        parameters, batch, v = new_problem(peers.widths_of(network), rows)
        self.time("fisher", network, rows, jax.jit(product), [(parameters, v, batch)])
        self.time("gradient", network, rows, jax.jit(jax.grad(surrogate)), [(parameters, batch)])
        slope = jax.grad(surrogate)(parameters, batch)
        self.time("solve", network, rows, jax.jit(direction), [(parameters, slope, batch)])
        if self.results.out_of_time() or self.results.has("update", network, rows, "jit"):
            return
        function = jax.jit(update)
        examined = int(function(parameters, batch)[0])
        self.time("update", network, rows, function, [(parameters, batch)], examined=examined)

    def scans(self):
        steps, environments = peers.SCAN
        sets = []
        for key in jax.random.split(jax.random.key(2), peers.SCAN_SETS):
            keys = jax.random.split(key, 4)
            made = [jax.random.normal(k, peers.SCAN) for k in keys[:3]]
            end = (jax.random.uniform(keys[3], peers.SCAN) < 1 / 200).at[-1].set(True)
            sets.append((*made, end))
        self.time("gae", f"{steps} x {environments}", steps * environments, jax.jit(advantages), sets)


def main():
    options = peers.parse(__doc__)
    jax.config.update("jax_default_matmul_precision", "highest")
    if options.device == "cuda" and jax.devices()[0].platform != "gpu":
        peers.decline("peer_jax: this JAX sees no GPU")
    error = check_product()
    if not error <= 1e-6:
        sys.exit(f"peer_jax: its product differs from a finite difference by {error:.1e}")
    bench = Bench(options)
    bench.results.content["facts"]["product_beside_finite_difference"] = error
    bench.scans()
    for network, rows in peers.places(options):
        try:
            bench.policy(network, rows)
        except Exception as failure:  # such as no memory for this batch
            bench.results.leave_out(f"{network} {rows}", f"{type(failure).__name__}: {failure}")
    bench.results.write()


if __name__ == "__main__":
    main()
