// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Every call of the Java face that takes buffers, with the slabs that it takes: what holds for each
 * of them wherever they lie (the oracle's results, the same bytes twice, refusal of what lies
 * elsewhere) is tested by loops.
 */
final class CudaCases {
  private static final int ROWS = CudaScene.ROWS;
  private static final int ACTIONS = CudaScene.ACTIONS;

  /** What a case calls: numbers that are no slab are returned. */
  @FunctionalInterface
  interface Call {
    /** Runs on slabs in the order of the case's. */
    double[] run(Slab[] slabs);
  }

  /** As {@link Call}, with nothing to return. */
  @FunctionalInterface
  interface Buffers {
    /** Runs on slabs in the order of the case's. */
    void run(Slab[] slabs);
  }

  /**
   * A call.
   *
   * @param name class, method and what is special
   * @param call what is called
   * @param slabs what lies where the context computes, outputs first
   */
  record Case(String name, Call call, Slab[] slabs) {}

  private final CudaScene p;
  private final KernelContext c;
  private final List<Case> cases = new ArrayList<>();

  private CudaCases(CudaScene scene) {
    this.p = scene;
    this.c = scene.context;
  }

  static List<Case> of(CudaScene scene) {
    CudaCases made = new CudaCases(scene);
    made.networks();
    made.rows();
    made.sampling();
    made.objectives();
    made.products();
    made.solves();
    made.values();
    new CudaFlatCases(scene, made).addAll();
    return made.cases;
  }

  void add(String name, Buffers call, Slab... slabs) {
    Call returning =
        given -> {
          call.run(given);
          return new double[0];
        };
    cases.add(new Case(name, returning, slabs));
  }

  void numbers(String name, Call call, Slab... slabs) {
    cases.add(new Case(name, call, slabs));
  }

  private void networks() {
    Mlp mlp = new Mlp(c, p.network);
    Slab y = p.real(ROWS, ACTIONS);
    Slab v = p.normals(1, p.network.parameters());
    Slab gradient = p.real(p.network.parameters());
    Slab dy = p.normals(1, ROWS, ACTIONS);
    Slab gains = p.own(Slab.of(1.0, 1.0, 0.1));
    add(
        "Network.initialize",
        s -> p.network.initialize(c, s[0], Initialization.ORTHOGONAL, gains, 4),
        p.real(p.network.parameters()));
    add(
        "Mlp.forward",
        s -> mlp.forward(s[0], s[1], s[2], s[3]),
        y,
        p.theta,
        p.observation,
        p.own(mlp.scratch(ROWS)));
    add(
        "Mlp.record",
        s -> mlp.record(p.tape, s[0], s[1], s[2], s[3]),
        p.real(61, ACTIONS),
        p.theta,
        p.observation,
        p.index);
    add("Mlp.record all", s -> mlp.record(p.tape, y, s[0], s[1], null), p.theta, p.observation);
    add("Mlp.backward", s -> mlp.backward(s[0], p.tape, s[1], s[2]), gradient, p.theta, dy);
    add(
        "Mlp.tangent",
        s -> mlp.tangent(s[0], p.tape, s[1], s[2]),
        p.real(ROWS, ACTIONS),
        p.theta,
        v);
  }

  private void rows() {
    RowDistributions rows = new RowDistributions(c, p.distribution);
    Slab m = p.parameters;
    Slab m2 = p.normals(0.3, ROWS, ACTIONS);
    Slab std = p.oldLogStd;
    Slab std2 = p.normals(0.1, ACTIONS);
    Slab d = p.real(ROWS, ACTIONS);
    Slab free = p.real(ROWS, ACTIONS);
    Slab scalar = p.real(ROWS);
    Slab v = p.normals(1, ROWS, ACTIONS);
    Slab w = p.normals(1, ROWS, ACTIONS);
    Slab a = p.action;
    add(
        "RowDistributions.logProbability",
        s -> rows.logProbability(s[0], s[1], s[2], s[3]),
        scalar,
        m,
        std,
        a);
    add(
        "RowDistributions.logProbabilityGradient",
        s -> rows.logProbabilityGradient(s[0], s[1], s[2], s[3], s[4]),
        d,
        free,
        m,
        std,
        a);
    add("RowDistributions.entropy", s -> rows.entropy(s[0], s[1], s[2]), scalar, m, std);
    add(
        "RowDistributions.entropyGradient",
        s -> rows.entropyGradient(s[0], s[1], s[2], s[3]),
        d,
        free,
        m,
        std);
    add(
        "RowDistributions.kl",
        s -> rows.kl(s[0], s[1], s[2], s[3], s[4]),
        scalar,
        m,
        std,
        m2,
        std2);
    add(
        "RowDistributions.klGradient",
        s -> rows.klGradient(s[0], s[1], s[2], s[3], s[4], s[5]),
        d,
        free,
        m,
        std,
        m2,
        std2);
    add(
        "RowDistributions.fisher",
        s -> rows.fisher(s[0], s[1], s[2], s[3], s[4], s[5]),
        d,
        free,
        m,
        std,
        v,
        w);
  }

  private void sampling() {
    Slab key = p.ints(i -> i % 3 == 2 ? i : 1, ROWS, 3);
    add(
        "ActionDistribution.sample",
        s -> p.distribution.sample(c, s[0], s[1], s[2], s[3], 1, 2, s[4]),
        p.real(ROWS, ACTIONS),
        p.real(ROWS),
        p.parameters,
        p.oldLogStd,
        key);
    add(
        "ActionDistribution.mode",
        s -> p.distribution.mode(c, s[0], s[1]),
        p.real(ROWS, ACTIONS),
        p.parameters);
    add(
        "Policy.act",
        s -> p.policy.act(c, s[0], s[1], s[2], s[3], s[4], 3, 0, s[5], s[6]),
        p.real(ROWS, ACTIONS),
        p.real(ROWS),
        p.real(ROWS, ACTIONS),
        p.theta,
        p.observation,
        key,
        p.own(p.policy.scratch(c, ROWS)));
  }

  private void objectives() {
    PolicyObjective calls = new PolicyObjective(c, p.policy);
    PolicyStatistics statistics = new PolicyStatistics();
    Objective objective = new Objective(ObjectiveKind.CLIPPED, 0.2, 0.01, 0.1);
    Slab gradient = p.real(p.policy.parameters());
    numbers(
        "PolicyObjective.evaluate",
        s -> {
          calls.evaluate(statistics, s[0], batch(s, 1, p.index), objective);
          return of(statistics);
        },
        all(p.theta));
    numbers(
        "PolicyObjective.gradient",
        s -> {
          calls.gradient(s[0], statistics, p.tape, s[1], batch(s, 2, null), objective);
          return of(statistics);
        },
        all(gradient, p.theta));
    numbers(
        "PolicyObjective.gradient of an index",
        s -> {
          calls.gradient(s[0], statistics, null, s[1], p.batch().withIndex(s[2]), objective);
          return of(statistics);
        },
        gradient,
        p.theta,
        p.index);
    numbers(
        "PolicyObjective.gradientRecorded",
        s -> {
          calls.gradientRecorded(s[0], statistics, p.tape, s[1], batch(s, 2, null), objective);
          return of(statistics);
        },
        all(gradient, p.theta));
  }

  private void products() {
    Fisher fisher = new Fisher(c, p.policy);
    Slab v = p.normals(1, p.policy.parameters());
    Slab out = p.real(p.policy.parameters());
    add("Fisher.product", s -> fisher.product(s[0], p.tape, s[1], s[2], 0.1), out, p.theta, v);
    add(
        "Fisher.productEmpirical",
        s -> fisher.productEmpirical(s[0], p.tape, s[1], s[2], s[3], 0.1),
        out,
        p.theta,
        p.action,
        v);
  }

  private void solves() {
    ConjugateGradient solver = new ConjugateGradient(c);
    SolveResult result = new SolveResult();
    Slab x = p.real(p.policy.parameters());
    Slab b = p.normals(1, p.policy.parameters());
    numbers(
        "ConjugateGradient.fisher",
        s -> {
          solver.fisher(s[0], null, result, p.policy, p.tape, s[1], null, s[2], 0.1, 8, 1e-10);
          return of(result);
        },
        x,
        p.theta,
        b);
    numbers(
        "ConjugateGradient.fisher, empirical",
        s -> {
          solver.fisher(s[0], null, result, p.policy, p.tape, s[1], s[2], s[3], 0.1, 8, 1e-10);
          return of(result);
        },
        x,
        p.theta,
        p.action,
        b);
    Slab matrix = p.slab(i -> i % 8 == 0 ? 2 + i : 0.1 * (i % 7 + i / 7), 7, 7);
    numbers(
        "ConjugateGradient.dense",
        s -> {
          solver.dense(s[0], null, result, s[1], s[2], 5, 1e-10);
          return of(result);
        },
        p.real(7),
        matrix,
        p.normals(1, 7));
    LinearOperator scaled = (out, v) -> out.copyFrom(scaled(v.toDoubles()));
    numbers(
        "ConjugateGradient.solve",
        s -> {
          solver.solve(s[0], null, result, scaled, s[1], 2, 1e-10);
          return of(result);
        },
        p.real(9),
        p.normals(1, 9));
    trustRegion();
  }

  private void trustRegion() {
    TrustRegion steps = new TrustRegion(c, p.policy);
    TrustRegionResult result = new TrustRegionResult();
    TrustRegionSettings settings = new TrustRegionSettings(0.01, 0.1, 1e-10, 0.5, 8, 10);
    Slab before = p.real(ROWS, ACTIONS);
    Slab logBefore = p.real(ROWS);
    Slab logStd = p.policy.layout().logStd(p.theta);
    new Mlp(c, p.network).record(p.tape, before, p.theta, p.observation, null);
    new RowDistributions(c, p.distribution).logProbability(logBefore, before, logStd, p.action);
    PolicyObjective objective = new PolicyObjective(c, p.policy);
    PolicyStatistics statistics = new PolicyStatistics();
    Slab gradient = p.real(p.policy.parameters());
    Batch batch = new Batch(p.observation, p.action, p.weight, logBefore, before, logStd, null);
    objective.gradient(gradient, statistics, p.tape, p.theta, batch, Objective.surrogate());
    double start = statistics.objective();
    numbers(
        "TrustRegion.step",
        s -> {
          // theta as it was recorded, at each call
          s[0].copyRows(0, p.theta, 0, s[0].rows());
          Batch now = new Batch(s[3], s[4], s[5], s[6], s[7], s[8], null);
          steps.step(
              result, s[0], s[1], p.tape, null, s[2], start, now, Objective.surrogate(), settings);
          return of(
              result.accepted(),
              result.stepSize(),
              result.solve().quadratic(),
              result.statistics().objective(),
              result.statistics().meanKl());
        },
        p.real(p.policy.parameters()),
        p.real(p.policy.parameters()),
        gradient,
        p.observation,
        p.action,
        p.weight,
        logBefore,
        before,
        logStd);
  }

  private void values() {
    ValueNetwork value = new ValueNetwork(c, p.valueNetwork);
    ValueStatistics fit = new ValueStatistics();
    SolveResult result = new SolveResult();
    Slab out = p.real(p.valueNetwork.parameters());
    Slab v = p.normals(1, p.valueNetwork.parameters());
    numbers(
        "ValueNetwork.gradient",
        s -> {
          value.gradient(s[0], fit, null, s[1], s[2], s[3], s[4]);
          return new double[] {fit.loss(), fit.explainedVariance()};
        },
        out,
        p.valueTheta,
        p.observation,
        p.weight,
        p.index);
    add(
        "ValueNetwork.gaussNewtonProduct",
        s -> value.gaussNewtonProduct(s[0], p.valueTape, s[1], s[2], 0.1),
        out,
        p.valueTheta,
        v);
    numbers(
        "ConjugateGradient.gaussNewton",
        s -> {
          new ConjugateGradient(c)
              .gaussNewton(
                  s[0], null, result, p.valueNetwork, p.valueTape, s[1], s[2], 0.1, 8, 1e-10);
          return of(result);
        },
        p.real(p.valueNetwork.parameters()),
        p.valueTheta,
        v);
  }

  private Slab[] all(Slab... first) {
    Slab[] slabs = Arrays.copyOf(first, first.length + 6);
    Slab[] batch = {p.observation, p.action, p.weight, p.logProbability, p.parameters, p.oldLogStd};
    System.arraycopy(batch, 0, slabs, first.length, batch.length);
    return slabs;
  }

  private static Batch batch(Slab[] s, int at, Slab index) {
    return new Batch(s[at], s[at + 1], s[at + 2], s[at + 3], s[at + 4], s[at + 5], index);
  }

  private static double[] scaled(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= 1 + i % 3;
    }
    return values;
  }

  static double[] of(double... values) {
    return values;
  }

  private static double[] of(SolveResult result) {
    return of(result.iterations(), result.quadratic(), result.linear());
  }

  private static double[] of(PolicyStatistics statistics) {
    return of(
        statistics.objective(),
        statistics.surrogate(),
        statistics.meanKl(),
        statistics.maxKl(),
        statistics.entropy(),
        statistics.clipFraction(),
        statistics.meanRatio(),
        statistics.maxRatio());
  }
}
