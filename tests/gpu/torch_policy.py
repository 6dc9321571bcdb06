# SPDX-License-Identifier: Apache-2.0
"""A Gaussian policy and what trust-region optimisation does with it, as users of PyTorch write it."""

import torch
from torch.nn.functional import linear

import peers


# ---- the policy, as functions of its parameters: weight, bias, ..., log standard deviations


def means(parameters, x):
    hidden = len(parameters) // 2 - 1
    for layer in range(hidden):
        x = torch.tanh(linear(x, parameters[2 * layer], parameters[2 * layer + 1]))
    return linear(x, parameters[2 * hidden], parameters[2 * hidden + 1])


def surrogate(parameters, batch):
    """The mean of ratio times advantage."""
    log_std = parameters[-1]
    z = (batch.action - means(parameters, batch.observation)) * torch.exp(-log_std)
    constant = log_std.sum() + batch.action.shape[1] * peers.HALF_LOG_TWO_PI
    log_probability = -0.5 * z.square().sum(1) - constant
    return (torch.exp(log_probability - batch.old_log_probability) * batch.advantage).mean()


def divergence(parameters, batch):
    """The mean KL divergence from the old policy."""
    log_std = parameters[-1]
    squares = (means(parameters, batch.observation) - batch.old_means).square()
    change = log_std - batch.old_log_std
    terms = change + 0.5 * (torch.exp(-2 * change) + squares * torch.exp(-2 * log_std)) - 0.5
    return terms.sum(1).mean()


def flat(tensors):
    return torch.cat([tensor.reshape(-1) for tensor in tensors])


def unflat(vector, like):
    parts = vector.split([tensor.numel() for tensor in like])
    return tuple(part.view_as(tensor) for part, tensor in zip(parts, like))


class Batch:
    """Rows that a policy acted on, which is also the old policy."""

    def __init__(self, parameters, rows, generator):
        like = parameters[0]

        def normal(*shape):
            return torch.randn(*shape, generator=generator, device=like.device, dtype=like.dtype)

        with torch.no_grad():
            self.observation = normal(rows, like.shape[1])
            self.old_means = means(parameters, self.observation)
            self.old_log_std = parameters[-1].clone()
            noise = normal(*self.old_means.shape)
            self.action = self.old_means + noise * self.old_log_std.exp()
            self.old_log_probability = -0.5 * noise.square().sum(1) - (
                self.old_log_std.sum() + noise.shape[1] * peers.HALF_LOG_TWO_PI
            )
            self.advantage = normal(rows)


def new_parameters(widths, device, dtype, generator):
    """Orthogonal weights, a small last layer, small numbers on the biases."""
    made = []
    for layer, (inputs, outputs) in enumerate(zip(widths, widths[1:])):
        wide = torch.randn(max(inputs, outputs), min(inputs, outputs), generator=generator, dtype=torch.float64)
        weight = torch.linalg.qr(wide)[0]
        weight = weight if outputs > inputs else weight.T
        gain = 0.1 if layer == len(widths) - 2 else 1.0
        made.append(gain * weight.contiguous())
        made.append(0.02 * torch.randn(outputs, generator=generator, dtype=torch.float64))
    made.append(0.02 * torch.randn(widths[-1], generator=generator, dtype=torch.float64))
    return tuple(tensor.to(device=device, dtype=dtype).requires_grad_() for tensor in made)


class Problem:
    """A policy, a batch and a direction, on one device."""

    def __init__(self, widths, rows, device, dtype=torch.float32):
        host = torch.Generator().manual_seed(1)
        self.generator = torch.Generator(device=device).manual_seed(1)
        self.parameters = new_parameters(widths, device, dtype, host)
        self.batch = Batch(self.parameters, rows, self.generator)
        count = sum(tensor.numel() for tensor in self.parameters)
        self.direction = torch.randn(count, generator=self.generator, device=device, dtype=dtype)


# ---- the operations, eager


def gradient(problem):
    return flat(torch.autograd.grad(surrogate(problem.parameters, problem.batch), problem.parameters))


def kept_kl_gradient(problem):
    """The KL divergence's gradient with its graph, to be differentiated again and again."""
    value = divergence(problem.parameters, problem.batch)
    return flat(torch.autograd.grad(value, problem.parameters, create_graph=True))


def product(problem, kl_gradient, v):
    along = (kl_gradient * v).sum()
    second = torch.autograd.grad(along, problem.parameters, retain_graph=True)
    return flat(second) + peers.DAMPING * v


def solve(multiply, b, stop):
    """Conjugate gradient from zero: the solution and s'As. `stop` looks at each residual."""
    x, residual, direction = torch.zeros_like(b), b.clone(), b.clone()
    squares = residual.dot(residual)
    for _ in range(peers.ITERATIONS):
        along = multiply(direction)
        length = squares / direction.dot(along)
        x = x + length * direction
        residual = residual - length * along
        before, squares = squares, residual.dot(residual)
        # the host looks, and waits for that, as implementations on PyTorch do
        if stop and squares < 1e-30:
            break
        direction = residual + (squares / before) * direction
    # A x = b - r, so no further product is needed
    return x, x.dot(b - residual)


def direction(problem, slope, kl_gradient):
    """Ten products, as the captured graph of a solve has them: without a look at the residuals."""
    return solve(lambda v: product(problem, kl_gradient, v), slope, stop=False)[0].detach()


def search(problem, step, quadratic, before, evaluate):
    """The first candidate that raises the objective within the bound; how many were looked at."""
    length = torch.sqrt(2 * peers.MAX_KL / quadratic)
    for candidate in range(peers.CANDIDATES):
        shift = unflat(length * peers.SHRINK**candidate * step, problem.parameters)
        tried = tuple(p + s for p, s in zip(problem.parameters, shift))
        objective, kl = evaluate(tried)
        if objective > before and kl <= peers.MAX_KL:
            return candidate + 1
    return peers.CANDIDATES


def evaluate_on(problem):
    return lambda tried: (surrogate(tried, problem.batch), divergence(tried, problem.batch))


def update(problem):
    """Gradient, ten products, line search. It ends with the parameters that it began with."""
    objective = surrogate(problem.parameters, problem.batch)
    slope = flat(torch.autograd.grad(objective, problem.parameters))
    kl_gradient = kept_kl_gradient(problem)
    with torch.no_grad():
        multiply = torch.enable_grad()(lambda v: product(problem, kl_gradient, v))
        step, quadratic = solve(multiply, slope, stop=True)
        return search(problem, step, quadratic, objective.detach(), evaluate_on(problem))


# ---- the operations, compiled: nothing is kept between calls, so products begin with a forward pass


def compiled_gradient(problem):
    of = torch.func.grad(lambda parameters: surrogate(parameters, problem.batch))
    compiled = torch.compile(lambda parameters: flat(of(parameters)), dynamic=False)
    plain = tuple(tensor.detach() for tensor in problem.parameters)
    return lambda: compiled(plain)


def compiled_product(problem):
    of_kl = torch.func.grad(lambda parameters: divergence(parameters, problem.batch))

    def along(parameters, v):
        return (flat(of_kl(parameters)) * v).sum()

    def multiply(parameters, v):
        return flat(torch.func.grad(along)(parameters, v)) + peers.DAMPING * v

    compiled = torch.compile(multiply, dynamic=False)
    plain = tuple(tensor.detach() for tensor in problem.parameters)
    return lambda: compiled(plain, problem.direction)


def product_by_hand(problem):
    """What autograd does not do: a tangent and a backward pass, written out, over kept activations."""
    parameters = tuple(tensor.detach() for tensor in problem.parameters)
    layers = len(parameters) // 2
    kept = [problem.batch.observation]
    for layer in range(layers - 1):
        kept.append(torch.tanh(linear(kept[-1], parameters[2 * layer], parameters[2 * layer + 1])))

    def multiply(kept, parameters, v):
        parts = unflat(v, parameters)
        tangent = linear(kept[0], parts[0], parts[1])
        for layer in range(1, layers):
            tangent = tangent * (1 - kept[layer].square())
            tangent = linear(tangent, parameters[2 * layer], parts[2 * layer + 1]) + linear(
                kept[layer], parts[2 * layer]
            )
        delta = tangent * torch.exp(-2 * parameters[-1]) / kept[0].shape[0]
        # the mean KL divergence is quadratic in each log standard deviation with second derivative 2
        out = [2 * parts[-1]]
        for layer in range(layers - 1, -1, -1):
            out = [delta.T @ kept[layer], delta.sum(0)] + out
            if layer > 0:
                delta = (delta @ parameters[2 * layer]) * (1 - kept[layer].square())
        return flat(out) + peers.DAMPING * v

    compiled = torch.compile(multiply, dynamic=False)
    return lambda: compiled(kept, parameters, problem.direction)


# ---- checks


def relative(result, wanted):
    """|result - wanted| / |wanted|; 0 where there is nothing to compare with."""
    if wanted is None:
        return 0.0
    got = flat(result) if isinstance(result, tuple) else result
    difference = (got.double() - wanted.double()).norm() / wanted.double().norm()
    return float(difference)


def check_product(device):
    """The product beside a central difference of the KL gradient, in double: the error."""
    problem = Problem([5, 9, 7, 3], 64, device, torch.float64)
    v, theta = problem.direction, problem.parameters
    got = product(problem, kept_kl_gradient(problem), v) - peers.DAMPING * v

    def slope(distance):
        moved = tuple(
            (p.detach() + distance * s).requires_grad_() for p, s in zip(theta, unflat(v, theta))
        )
        return flat(torch.autograd.grad(divergence(moved, problem.batch), moved))

    distance = 1e-5
    return relative(got.detach(), (slope(distance) - slope(-distance)) / (2 * distance))
