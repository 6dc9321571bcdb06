// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import static org.canter.bench.Torch.flatGradient;
import static org.canter.bench.Torch.plus;
import static org.canter.bench.Torch.sumOfRows;
import static org.canter.bench.Torch.times;

import java.util.function.Supplier;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The peer's side of a problem: the same policy as users of libtorch write it (linear layers,
 * autograd, double backward for Fisher-vector products), with as few tensor operations as we found.
 * Flat vectors are in the peer's own order: see {@link Layouts}.
 */
final class TorchPolicy implements AutoCloseable {
  private static final double LOG_ROOT_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Shape shape;
  private final Tensor observation;
  private final Tensor action;
  private final Tensor advantage;
  private final Tensor oldLogProbability;
  private final Tensor direction;
  private final TensorVector parameters = new TensorVector();

  // heads of graphs that are kept, as in an update, to be differentiated again and again
  private final Tensor keptObjective;
  private final Tensor keptKlGradient;

  TorchPolicy(Problem problem) {
    shape = problem.shape();
    int rows = shape.batch();
    observation = Tensor.create(problem.observation(), rows, shape.observations());
    action = Tensor.create(problem.action(), rows, shape.actions());
    advantage = Tensor.create(problem.advantage(), rows);
    oldLogProbability = Tensor.create(problem.oldLogProbability(), rows);
    direction = Tensor.create(Layouts.toPeer(shape, problem.direction()));
    Tensor theta = Tensor.create(Layouts.toPeer(shape, problem.theta()));
    for (int i = 0; i <= 2 * shape.layers(); i++) {
      parameters.push_back(part(theta, i).clone().set_requires_grad(true));
    }
    keptObjective = Torch.keep(() -> surrogate(means(parameters), parameters));
    keptKlGradient = Torch.keep(() -> klGradient(means(parameters)));
  }

  /** What is timed against our operation of that name. */
  Supplier<Tensor> call(Operation operation) {
    return switch (operation) {
      case FORWARD, ACT -> Torch.withoutGraph(this::sample);
      case RECORD -> () -> means(parameters);
      case GRADIENT ->
          () -> flatGradient(surrogate(means(parameters), parameters), parameters, false, false);
      case BACKWARD -> () -> flatGradient(keptObjective, parameters, true, false);
      case FISHER -> () -> multiply(keptKlGradient, direction, true);
      case FORWARD_FISHER -> () -> multiply(klGradient(means(parameters)), direction, false);
      case UPDATE, UPDATE_TENTH -> this::update;
      case GAE -> throw new IllegalArgumentException(operation + " is no operation of a policy");
    };
  }

  /** The result in our order; of samples, which are random, the means [B, A]. */
  double[] result(Operation operation) {
    return switch (operation) {
      case FORWARD, RECORD, ACT -> Torch.read(Torch.withoutGraph(() -> means(parameters)));
      default -> Layouts.fromPeer(shape, Torch.read(call(operation)));
    };
  }

  /** Weight, bias, weight, bias, ..., log standard deviations: part i of a flat vector. */
  private Tensor part(Tensor flat, int index) {
    long offset = 0;
    for (int layer = 0; layer < shape.layers(); layer++) {
      long inputs = shape.widths()[layer];
      long outputs = shape.widths()[layer + 1];
      if (index == 2 * layer) {
        return flat.narrow(0, offset, outputs * inputs).view(outputs, inputs);
      }
      offset += outputs * inputs;
      if (index == 2 * layer + 1) {
        return flat.narrow(0, offset, outputs);
      }
      offset += outputs;
    }
    return flat.narrow(0, offset, shape.actions());
  }

  private Tensor logStd(TensorVector theta) {
    return theta.get(2L * shape.layers());
  }

  private Tensor means(TensorVector theta) {
    Tensor x = observation;
    for (int layer = 0; layer < shape.layers(); layer++) {
      TensorOptional bias = new TensorOptional(theta.get(2L * layer + 1));
      Tensor sums = torch.linear(x, theta.get(2L * layer), bias);
      x = layer + 1 < shape.layers() ? torch.tanh(sums) : sums;
    }
    return x;
  }

  private Tensor sample() {
    Tensor means = means(parameters);
    Tensor noise = torch.randn(shape.batch(), shape.actions());
    Tensor drawn = means.addcmul(noise, logStd(parameters).exp());
    return logProbability(means, parameters, drawn);
  }

  private Tensor logProbability(Tensor means, TensorVector theta, Tensor actions) {
    Tensor logStd = logStd(theta);
    Tensor z = actions.sub(means).mul(logStd.neg().exp());
    Tensor constant = logStd.sum().add(new Scalar(shape.actions() * LOG_ROOT_TWO_PI));
    return times(sumOfRows(z.square()), -0.5).sub(constant);
  }

  /** The mean of ratio times advantage. */
  private Tensor surrogate(Tensor means, TensorVector theta) {
    Tensor ratio = logProbability(means, theta, action).sub(oldLogProbability).exp();
    return ratio.mul(advantage).mean();
  }

  /** The mean KL divergence from one policy to another, of which only the other has a graph. */
  private Tensor kl(Tensor oldMeans, Tensor oldLogStd, Tensor means, Tensor logStd) {
    Tensor squares = means.sub(oldMeans).mul(logStd.neg().exp()).square().sum();
    Tensor change = logStd.sub(oldLogStd);
    Tensor ofDeviations = plus(change, 0.5, times(change, -2).exp()).sum();
    return plus(ofDeviations, 0.5 / shape.batch(), squares).sub(new Scalar(0.5 * shape.actions()));
  }

  /** The derivative of the KL divergence from these means to themselves, differentiable again. */
  private Tensor klGradient(Tensor means) {
    Tensor logStd = logStd(parameters);
    Tensor divergence = kl(means.detach(), logStd.detach(), means, logStd);
    return flatGradient(divergence, parameters, true, true);
  }

  /** The damped Fisher matrix times v: the derivative of klGradient'v. */
  private Tensor multiply(Tensor klGradient, Tensor v, boolean keepGraph) {
    Tensor product = flatGradient(klGradient.dot(v), parameters, keepGraph, false);
    return plus(product, Problem.DAMPING, v);
  }

  /** The solution of the last update, then the objective and the mean KL that its step came to. */
  private Tensor update() {
    // one forward pass serves both derivatives, and its detached means are the old distribution
    Tensor means = means(parameters);
    Tensor klGradient = klGradient(means);
    Tensor gradient = flatGradient(surrogate(means, parameters), parameters, true, false);
    TorchSolver.Solution solution = TorchSolver.solve(v -> multiply(klGradient, v, true), gradient);
    return Torch.withoutGraph(() -> evaluate(means.detach(), solution)).get();
  }

  /** One evaluation of the line search: the longest step that the model of the KL allows. */
  private Tensor evaluate(Tensor oldMeans, TorchSolver.Solution solution) {
    double length = Math.sqrt(2 * Problem.STEP_KL / solution.quadratic());
    TensorVector candidate = new TensorVector();
    for (int i = 0; i < parameters.size(); i++) {
      candidate.push_back(plus(parameters.get(i), length, part(solution.x(), i)));
    }
    Tensor means = means(candidate);
    Tensor objective = surrogate(means, candidate).reshape(1);
    Tensor divergence = kl(oldMeans, logStd(parameters), means, logStd(candidate)).reshape(1);
    return torch.cat(new TensorVector(solution.x(), objective, divergence));
  }

  @Override
  public void close() {
    Tensor[] owned = {
      observation, action, advantage, oldLogProbability, direction, keptObjective, keptKlGradient
    };
    for (Tensor tensor : owned) {
      tensor.close();
    }
    parameters.close();
  }
}
