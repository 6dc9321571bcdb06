// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Every call of the Java face on a {@link TestPolicy}, by name, with all that it needs prepared:
 * what holds for each of them (nothing allocated, the processor's mode unchanged) is tested by
 * loops.
 */
final class EveryCall {
  private static final int ROWS = TestPolicy.ROWS;
  private static final int ACTIONS = TestPolicy.ACTIONS;

  private final TestPolicy p;
  private final Map<String, Runnable> calls = new LinkedHashMap<>();

  private EveryCall(TestPolicy p) {
    this.p = p;
  }

  static Map<String, Runnable> of(TestPolicy p) {
    EveryCall every = new EveryCall(p);
    every.networks();
    every.distributions();
    every.policies();
    every.values();
    every.solvers();
    every.scans();
    every.flat();
    every.moments();
    every.random();
    every.slabs();
    return every.calls;
  }

  private void networks() {
    Mlp mlp = new Mlp(p.context, p.network);
    Slab y = p.real(ROWS, ACTIONS);
    Slab gradient = p.real(p.network.parameters());
    Slab theta = p.real(p.network.parameters());
    Tape tape = p.own(Tape.create(p.context, p.network, ROWS));
    Slab index = p.own(Slab.of(3, 1, 4, 1, 5));
    mlp.record(tape, null, p.theta, p.observation, null);
    calls.put(
        "initialize",
        () -> p.network.initialize(p.context, theta, Initialization.ORTHOGONAL, p.gains, 4));
    calls.put("forward", () -> mlp.forward(y, p.theta, p.observation, p.scratch));
    calls.put("backward", () -> mlp.backward(gradient, tape, p.theta, y));
    calls.put("tangent", () -> mlp.tangent(y, tape, p.theta, gradient));
    calls.put("synchronize", p.context::synchronize);
    calls.put("tape", () -> check(tape.rows() + tape.bytes() + p.context.workspaceBytes() > 0));
    calls.put("record", () -> mlp.record(p.tape, y, p.theta, p.observation, null));
    Tape picked = p.own(Tape.create(p.context, p.network, ROWS));
    calls.put("record by index", () -> mlp.record(picked, null, p.theta, p.observation, index));
  }

  private void distributions() {
    RowDistributions rows = new RowDistributions(p.context, p.distribution);
    Slab logStd = p.policy.layout().logStd(p.theta);
    Slab scalar = p.real(ROWS);
    Slab mean = p.real(ROWS, ACTIONS);
    Slab free = p.real(ROWS, ACTIONS);
    Slab v = p.real(ROWS, ACTIONS);
    Slab m = p.parameters;
    calls.put(
        "sample", () -> p.distribution.sample(p.context, mean, scalar, m, logStd, 1, 2, p.key));
    calls.put("mode", () -> p.distribution.mode(p.context, mean, m));
    calls.put("log probability", () -> rows.logProbability(scalar, m, logStd, p.action));
    calls.put(
        "log probability gradient",
        () -> rows.logProbabilityGradient(mean, free, m, logStd, p.action));
    calls.put("entropy", () -> rows.entropy(scalar, m, logStd));
    calls.put("entropy gradient", () -> rows.entropyGradient(mean, free, m, logStd));
    calls.put("kl", () -> rows.kl(scalar, m, logStd, p.action, logStd));
    calls.put("kl gradient", () -> rows.klGradient(mean, free, m, logStd, p.action, logStd));
    calls.put("row fisher", () -> rows.fisher(mean, free, m, logStd, v, v));
  }

  private void policies() {
    PolicyObjective objectives = new PolicyObjective(p.context, p.policy);
    Fisher fisher = new Fisher(p.context, p.policy);
    PolicyStatistics statistics = new PolicyStatistics();
    Batch batch = p.batch();
    Objective objective = new Objective(ObjectiveKind.CLIPPED, 0.2, 0.01, 0.1);
    Slab gradient = p.real(p.policy.parameters());
    Slab v = p.real(p.policy.parameters());
    v.fill(0.5);
    calls.put("act", p::act);
    calls.put("evaluate", () -> objectives.evaluate(statistics, p.theta, batch, objective));
    calls.put(
        "gradient",
        () -> objectives.gradient(gradient, statistics, p.tape, p.theta, batch, objective));
    calls.put(
        "recorded gradient",
        () -> objectives.gradientRecorded(gradient, statistics, p.tape, p.theta, batch, objective));
    TrustRegion steps = new TrustRegion(p.context, p.policy);
    TrustRegionResult result = new TrustRegionResult();
    TrustRegionSettings settings = new TrustRegionSettings(0.01, 0.1, 1e-10, 0.5, 5, 4);
    // an objective that no candidate reaches: theta stays as it was recorded
    calls.put(
        "trust region step",
        () ->
            steps.step(
                result, p.theta, v, p.tape, null, gradient, 1e9, batch, objective, settings));
    calls.put("fisher product", () -> fisher.product(gradient, p.tape, p.theta, v, 0.1));
    calls.put(
        "empirical fisher product",
        () -> fisher.productEmpirical(gradient, p.tape, p.theta, p.action, v, 0.1));
  }

  private void values() {
    Network network =
        p.own(
            Network.create(
                new int[] {TestPolicy.INPUTS, 6, 1}, Activation.ELU, Activation.IDENTITY));
    ValueNetwork value = new ValueNetwork(p.context, network);
    Tape tape = p.own(Tape.create(p.context, network, ROWS));
    Slab theta = p.real(network.parameters());
    Slab out = p.real(network.parameters());
    Slab x = p.real(network.parameters());
    theta.fill(0.1);
    ValueStatistics fit = new ValueStatistics();
    SolveResult result = new SolveResult();
    ConjugateGradient solver = new ConjugateGradient(p.context);
    calls.put(
        "value gradient",
        () -> value.gradient(out, fit, tape, theta, p.observation, p.weight, null));
    calls.put("Gauss-Newton product", () -> value.gaussNewtonProduct(out, tape, theta, theta, 0.1));
    calls.put(
        "Gauss-Newton solve",
        () -> solver.gaussNewton(x, null, result, network, tape, theta, theta, 0.1, 5, 1e-10));
  }

  private void solvers() {
    ConjugateGradient solver = new ConjugateGradient(p.context);
    SolveResult result = new SolveResult();
    Slab residuals = p.own(Slab.allocate(ElementType.F64, 11));
    Slab x = p.real(p.policy.parameters());
    Slab b = p.real(p.policy.parameters());
    b.fill(0.1);
    Slab matrix = p.real(2, 2);
    matrix.set(0, 2);
    matrix.set(3, 3);
    Slab right = p.real(2);
    right.fill(1);
    Slab solution = p.real(2);
    calls.put(
        "fisher solve",
        () ->
            solver.fisher(
                x, residuals, result, p.policy, p.tape, p.theta, null, b, 0.1, 10, 1e-10));
    calls.put(
        "empirical fisher solve",
        () ->
            solver.fisher(
                x, residuals, result, p.policy, p.tape, p.theta, p.action, b, 0.1, 10, 1e-10));
    calls.put("dense solve", () -> solver.dense(solution, null, result, matrix, right, 4, 1e-10));
  }

  private void scans() {
    Scans scans = new Scans(p.context);
    Slab[] s = new Slab[5];
    for (int i = 0; i < s.length; i++) {
      s[i] = p.real(6, 2);
    }
    Slab step = p.own(Slab.allocate(ElementType.U8, 6, 2));
    step.setByte(5, StepKind.TERMINAL.code());
    step.setByte(6, StepKind.TIMEOUT.code());
    step.setByte(7, StepKind.FAULT.code());
    calls.put("gae", () -> scans.gae(s[0], s[1], s[2], s[3], s[4], step, 0.99, 0.95));
    calls.put("returns", () -> scans.returns(s[0], s[2], s[4], step, 0.99));
    calls.put("n-step returns", () -> scans.nStep(s[0], s[2], s[3], s[4], step, 0.99, 3));
    calls.put("residuals", () -> scans.residuals(s[0], s[2], s[3], s[4], step, 0.99));
  }

  private void flat() {
    Vectors vectors = new Vectors(p.context);
    Optimizers optimizers = new Optimizers(p.context);
    Probe probe = new Probe(p.context);
    MeanAndDeviation pair = new MeanAndDeviation();
    Slab x = p.real(100);
    Slab y = p.real(100);
    Slab first = p.real(100);
    Slab second = p.real(100);
    x.fill(0.5);
    calls.put("sum", () -> check(vectors.sum(x) == 50));
    calls.put("dot", () -> check(vectors.dot(x, x) == 25));
    calls.put("max abs", () -> check(vectors.maxAbs(x) == 0.5));
    calls.put("count non-finite", () -> check(vectors.countNonFinite(x) == 0));
    calls.put("vector moments", () -> vectors.moments(pair, x));
    calls.put("axpby", () -> vectors.axpby(y, 2, x, 0.5));
    calls.put("standardize", () -> vectors.standardize(y, x, 1e-8));
    calls.put("adam", () -> optimizers.adam(y, first, second, x, 1, 0.01, 0.9, 0.999, 1e-8));
    calls.put("sgd", () -> optimizers.sgd(y, first, x, 0.01, 0.9));
    Slab picks = p.own(Slab.of(99, 0, 7));
    Slab few = p.real(3);
    calls.put("gather", () -> vectors.gather(few, x, picks));
    calls.put("scatter", () -> vectors.scatter(y, few, picks));
    calls.put("multiply-add", () -> check(probe.multiplyAdd(3) > 0));
    calls.put("copy", () -> probe.copy(y, x));
  }

  private void moments() {
    Moments moments = p.own(new Moments(TestPolicy.INPUTS));
    Moments other = p.own(new Moments(TestPolicy.INPUTS));
    Slab y = p.real(ROWS, TestPolicy.INPUTS);
    Slab shift = p.real(TestPolicy.INPUTS);
    Slab scale = p.real(TestPolicy.INPUTS);
    calls.put("moments update", () -> moments.update(p.context, p.observation, null));
    calls.put("moments merge", () -> moments.merge(other));
    calls.put("moments freeze", () -> moments.freeze(p.context, shift, scale, 1e-8));
    calls.put("normalize", () -> Moments.normalize(p.context, y, p.observation, shift, scale, 5));
  }

  private void random() {
    Slab out = p.real(37);
    Slab words = p.own(Slab.of(1, 2, 3, 4));
    Slab key = p.own(Slab.of(5, 6));
    Slab result = p.own(Slab.allocate(ElementType.I32, 4));
    Philox philox = new Philox(1, 2);
    double[] reals = new double[37];
    float[] singles = new float[37];
    calls.put("philox", () -> PhiloxNative.philox(result, words, key));
    calls.put("uniform", () -> PhiloxNative.uniform(p.context, out, 1, 2, 3, 4, 5));
    calls.put("normal", () -> PhiloxNative.normal(p.context, out, 1, 2, 3, 4, 5));
    calls.put(
        "philox in Java",
        () -> {
          philox.at(1, 2, 3).normals(reals);
          philox.at(1, 2, 3).uniforms(singles);
          check(philox.nextInt(7) < 7);
        });
  }

  private void slabs() {
    Slab window = p.observation.window(1);
    Slab copy = p.real(ROWS, TestPolicy.INPUTS);
    double[] row = new double[TestPolicy.INPUTS];
    calls.put(
        "slab access",
        () -> {
          for (int i = 0; i < ROWS; i++) {
            window.moveTo(i).copyTo(row);
            copy.copyFrom((long) i * row.length, row, 0, row.length);
            copy.set(i, 1, copy.get(i, 1) + 1);
          }
          copy.copyRows(0, p.observation, 0, ROWS);
          copy.fill(1);
        });
  }

  private static void check(boolean condition) {
    if (!condition) {
      throw new AssertionError("a call returned something else than expected");
    }
  }
}
