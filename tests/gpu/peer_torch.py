#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""PyTorch's times for what `canter bench kernels --device cuda` measures, on the same card.

Fisher-vector products by double backward through a KL gradient whose graph is kept, as trust-region
implementations on PyTorch have them: eager, captured as a CUDA graph, and compiled. Float32 without
TF32. Each result is compared before it is timed.
"""

import sys
import traceback

# what runs from a checkout leaves nothing in it
sys.dont_write_bytecode = True
import peers

try:
    import torch
except ImportError as absent:
    peers.decline(f"peer_torch: {absent}")

from torch_policy import (
    Problem,
    check_product,
    compiled_gradient,
    compiled_product,
    direction,
    divergence,
    flat,
    gradient,
    kept_kl_gradient,
    product,
    product_by_hand,
    relative,
    search,
    solve,
    surrogate,
    update,
)


# ---- advantages


class Trajectories:
    """Rewards, values and ends of [T, N] steps; an episode ends every 200 steps or so."""

    def __init__(self, device, generator):
        shape = peers.SCAN

        def normal():
            return torch.randn(*shape, generator=generator, device=device)

        self.reward, self.value, self.bootstrap = normal(), normal(), normal()
        self.end = torch.rand(*shape, generator=generator, device=device) < 1 / 200
        self.end[-1] = True
        self.advantage = torch.empty(*shape, device=device)


def residuals(reward, value, bootstrap, end):
    """Temporal-difference errors, and the factor of each next advantage."""
    after = torch.where(end, bootstrap, torch.cat([value[1:], bootstrap[-1:]]))
    delta = reward + peers.GAMMA * after - value
    return delta, torch.where(end, 0.0, peers.GAMMA * peers.LAMBDA)


def advantages(x):
    """A loop over time, all environments at once."""
    with torch.no_grad():
        delta, decay = residuals(x.reward, x.value, x.bootstrap, x.end)
        last = x.advantage[-1].copy_(delta[-1])
        for t in range(delta.shape[0] - 2, -1, -1):
            last = torch.addcmul(delta[t], decay[t], last, out=x.advantage[t])
        return x.advantage, x.advantage + x.value


def compiled_advantages(on_gpu):
    from torch._higher_order_ops.associative_scan import associative_scan

    def after(later, earlier):
        return earlier[0] + earlier[1] * later[0], earlier[1] * later[1]

    mode = "pointwise" if on_gpu else "generic"

    def run(reward, value, bootstrap, end):
        pair = residuals(reward, value, bootstrap, end)
        advantage, _ = associative_scan(after, pair, 0, reverse=True, combine_mode=mode)
        return advantage, advantage + value

    compiled = torch.compile(run, dynamic=False)
    return lambda x: compiled(x.reward, x.value, x.bootstrap, x.end)


# ---- measuring


def captured(call, stream):
    """The call as a CUDA graph: replay it, and its result lies where it always lies."""
    with torch.cuda.stream(stream):
        for _ in range(3):
            call()
    stream.synchronize()
    graph = torch.cuda.CUDAGraph()
    with torch.cuda.graph(graph, stream=stream):
        result = call()

    def replay():
        graph.replay()
        return result

    return replay


class Bench:
    def __init__(self, options):
        self.options, self.device = options, options.device
        self.on_gpu = self.device == "cuda"
        self.finish = torch.cuda.synchronize if self.on_gpu else (lambda: None)
        # what is captured keeps its graph of autograd on this stream: the backward pass runs there
        self.stream = torch.cuda.Stream() if self.on_gpu else None
        self.results = peers.Results(options, self.facts())

    def facts(self):
        found = {
            "framework": "PyTorch " + torch.__version__,
            "cuda": torch.version.cuda,
            "device": torch.cuda.get_device_name() if self.on_gpu else "cpu",
            "precision": "float32, TF32 off",
            "matmul_precision": torch.get_float32_matmul_precision(),
        }
        if self.on_gpu:
            found["capability"] = "%d.%d" % torch.cuda.get_device_capability()
        return found

    def time(self, operation, network, rows, mode, make, wanted=None, **more):
        """Makes a call, compares its result with `wanted`, times it; a mode that fails is noted."""
        what = f"{operation} {network} {rows} {mode}"
        if self.results.out_of_time():
            self.results.leave_out(what, "no time left")
            return None
        try:
            call = make()
            result = call()
            self.finish()
            error = relative(result, wanted)
            if not error <= 1e-3:
                raise ArithmeticError(f"differs from eager by {error:.1e}")
            if not self.results.has(operation, network, rows, mode):
                samples = peers.measure(call, self.finish, self.options.effort)
                self.results.add(operation, network, rows, mode, samples, error=error, **more)
            return result
        except Exception as failure:  # the other modes shall still be measured
            self.results.leave_out(what, f"{type(failure).__name__}: {failure}")
            traceback.print_exc()
            return None

    def modes(self, operation, network, rows, eager, compiled):
        """Eager, captured, compiled, and compiled and captured."""
        wanted = self.time(operation, network, rows, "eager", lambda: eager(None))
        if wanted is None:
            return
        wanted = wanted.clone()
        if self.on_gpu:
            make = lambda: captured(eager(self.stream), self.stream)
            self.time(operation, network, rows, "captured", make, wanted)
        for name, make in () if self.options.eager else compiled:
            call = make()
            if self.time(operation, network, rows, name, lambda: call, wanted) is None or not self.on_gpu:
                continue
            make = lambda: captured(call, self.stream)
            self.time(operation, network, rows, name + ", captured", make, wanted)

    def policy(self, network, rows):
        if not self.options.eager:
            torch._dynamo.reset()
        problem = Problem(peers.widths_of(network), rows, self.device)
        slope = gradient(problem)
        # what follows may run on another stream
        self.finish()

        def eager_product(stream):
            with torch.cuda.stream(stream) if stream else torch.enable_grad():
                kl_gradient = kept_kl_gradient(problem)
            return lambda: product(problem, kl_gradient, problem.direction)

        compiled = [
            ("compiled", lambda: compiled_product(problem)),
            ("by hand, compiled", lambda: product_by_hand(problem)),
        ]
        self.modes("fisher", network, rows, eager_product, compiled)
        compiled = [("compiled", lambda: compiled_gradient(problem))]
        self.modes("gradient", network, rows, lambda stream: lambda: gradient(problem), compiled)

        def eager_solve(stream):
            with torch.cuda.stream(stream) if stream else torch.enable_grad():
                kl_gradient = kept_kl_gradient(problem)
            return lambda: direction(problem, slope, kl_gradient)

        self.modes("solve", network, rows, eager_solve, [])
        self.updates(problem, network, rows)

    def updates(self, problem, network, rows):
        examined = None if self.results.out_of_time() else update(problem)
        make = lambda: lambda: update(problem)
        self.time("update", network, rows, "eager", make, None, examined=examined)
        if self.on_gpu:
            make = lambda: self.captured_update(problem)
            self.time("update", network, rows, "captured", make, None, examined=examined)

    def captured_update(self, problem):
        """Gradient and solve as one graph, an evaluation of the line search as another."""
        parameters = tuple(tensor.detach().clone() for tensor in problem.parameters)

        def step_of():
            objective = surrogate(problem.parameters, problem.batch)
            slope = flat(torch.autograd.grad(objective, problem.parameters))
            kl_gradient = kept_kl_gradient(problem)
            step, quadratic = solve(lambda v: product(problem, kl_gradient, v), slope, stop=False)
            return step.detach(), quadratic.detach(), objective.detach()

        def candidate():
            with torch.no_grad():
                return surrogate(parameters, problem.batch), divergence(parameters, problem.batch)

        solve_graph = captured(step_of, self.stream)
        evaluate_graph = captured(candidate, self.stream)

        def evaluate(tried):
            torch._foreach_copy_(parameters, tried)
            return evaluate_graph()

        def run():
            step, quadratic, objective = solve_graph()
            with torch.no_grad():
                return search(problem, step, quadratic, objective, evaluate)

        return run

    def scans(self):
        generator = torch.Generator(device=self.device).manual_seed(1)
        sets = [Trajectories(self.device, generator) for _ in range(peers.SCAN_SETS)]
        steps, environments = peers.SCAN
        place = (f"{steps} x {environments}", steps * environments)

        def in_turn(calls):
            turn = iter(())

            def call():
                nonlocal turn
                following = next(turn, None)
                if following is None:
                    turn = iter(calls)
                    following = next(turn)
                return following()

            return call

        wanted = self.time("gae", *place, "eager", lambda: in_turn([lambda x=x: advantages(x) for x in sets]))
        if wanted is None:
            return
        # what was returned last may be of any set: compare on the first
        wanted = flat(advantages(sets[0])).clone()
        self.finish()
        first = lambda calls: self.compared(calls, wanted) and in_turn(calls)
        if self.on_gpu:
            graphs = lambda: [captured(lambda x=x: advantages(x), self.stream) for x in sets]
            self.time("gae", *place, "captured", lambda: first(graphs()))
        if self.options.eager:
            return
        torch._dynamo.reset()

        def compiled():
            run = compiled_advantages(self.on_gpu)
            return [lambda x=x: run(x) for x in sets]

        self.time("gae", *place, "compiled", lambda: first(compiled()))

    def compared(self, calls, wanted):
        error = relative(calls[0](), wanted)
        if not error <= 1e-3:
            raise ArithmeticError(f"differs from eager by {error:.1e}")
        return True

    def copies(self):
        """The bandwidth of a copy within the card's memory, in bytes a second."""
        size = 1 << (30 if self.on_gpu else 24)
        a, b = (torch.zeros(size, dtype=torch.uint8, device=self.device) for _ in range(2))
        if self.results.has("copy", "", 2 * size, "eager"):
            return
        samples = peers.measure(lambda: b.copy_(a), self.finish, self.options.effort)
        self.results.add("copy", "", 2 * size, "eager", samples, bytes_a_second=2 * size / min(samples))


def main():
    options = peers.parse(__doc__)
    if options.device == "cuda" and not torch.cuda.is_available():
        peers.decline("peer_torch: this PyTorch sees no GPU")
    torch.set_float32_matmul_precision("highest")
    torch.backends.cudnn.allow_tf32 = False
    error = check_product(options.device)
    if not error <= 1e-6:
        sys.exit(f"peer_torch: its product differs from a finite difference by {error:.1e}")
    bench = Bench(options)
    bench.results.content["facts"]["product_beside_finite_difference"] = error
    bench.copies()
    bench.scans()
    for network, rows in peers.places(options):
        bench.policy(network, rows)
        if bench.on_gpu:
            torch.cuda.empty_cache()
    bench.results.write()


if __name__ == "__main__":
    main()
