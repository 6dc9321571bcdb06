// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.stream.Stream;

/**
 * Wrong calls, family by family: what is wrong, the exception it deserves, what it must not write.
 */
final class Misuse {
  /**
   * A wrong call.
   *
   * @param name what is wrong with it
   * @param kind the exception it deserves
   * @param output what the right call would write; null if there is no slab of that kind
   * @param call the call
   */
  record Case(String name, Class<? extends KernelException> kind, Slab output, Runnable call) {}

  private static final double NAN = Double.NaN;

  private Misuse() {}

  static Stream<Case> mlp(TestPolicy p) {
    Mlp mlp = new Mlp(p.context, p.network);
    Slab y = p.real(TestPolicy.ROWS, TestPolicy.ACTIONS);
    Slab gradient = p.real(p.network.parameters());
    Tape empty = p.own(Tape.create(p.context, p.network, TestPolicy.ROWS));
    Tape small = p.own(Tape.create(p.context, p.network, TestPolicy.ROWS - 1));
    Slab otherType =
        p.own(
            p.context.allocate(
                p.context.real() == Real.F32 ? ElementType.F64 : ElementType.F32,
                TestPolicy.ROWS,
                TestPolicy.ACTIONS));
    Slab outside = p.ints(0, 1, TestPolicy.ROWS);
    Slab smallScratch = p.own(p.context.allocate(ElementType.U8, 1));
    return Stream.of(
        shape(
            "forward: y of too few rows", y.rows(0, 11), s -> mlp.forward(s, p.theta, x(p), b(p))),
        shape("forward: x of another width", y, s -> mlp.forward(s, p.theta, p.action, b(p))),
        small("forward: theta too short", y, s -> mlp.forward(s, p.weight, x(p), b(p))),
        value("forward: y of another type", otherType, s -> mlp.forward(s, p.theta, x(p), b(p))),
        value("forward: x null", y, s -> mlp.forward(s, p.theta, null, b(p))),
        value("forward: scratch of reals", y, s -> mlp.forward(s, p.theta, x(p), p.weight)),
        small("forward: scratch too small", y, s -> mlp.forward(s, p.theta, x(p), smallScratch)),
        finite("forward: NaN in theta", y, s -> mlp.forward(s, poisoned(p, NAN), x(p), b(p))),
        aliased(
            "forward: y lies in theta",
            null,
            s -> mlp.forward(inside(p.theta), p.theta, x(p), b(p))),
        small("record: tape too small", y, s -> mlp.record(small, s, p.theta, x(p), null)),
        refused(
            "record: index outside", null, s -> mlp.record(p.tape, null, p.theta, x(p), outside)),
        value("record: tape null", y, s -> mlp.record(null, s, p.theta, x(p), null)),
        value("record: index of reals", y, s -> mlp.record(p.tape, s, p.theta, x(p), p.weight)),
        state("backward: nothing recorded", gradient, s -> mlp.backward(s, empty, p.theta, y)),
        shape("backward: dy of too few rows", gradient, s -> back(mlp, p, s, y.rows(0, 3))),
        shape("backward: gradient too short", p.real(3), s -> mlp.backward(s, p.tape, p.theta, y)),
        finite("tangent: NaN in v", y, s -> mlp.tangent(s, p.tape, p.theta, nans(p))),
        state("tangent: nothing recorded", y, s -> mlp.tangent(s, empty, p.theta, gradient)));
  }

  static Stream<Case> distribution(TestPolicy p) {
    RowDistributions rows = new RowDistributions(p.context, p.distribution);
    Slab logStd = p.policy.layout().logStd(p.theta);
    Slab out = p.real(TestPolicy.ROWS);
    Slab wide = p.real(TestPolicy.ROWS, TestPolicy.ACTIONS);
    Slab wide2 = p.real(TestPolicy.ROWS, TestPolicy.ACTIONS);
    return Stream.of(
        shape(
            "sample: key of another shape", wide, s -> sample(p, s, logStd, 0, p.key.reshape(36))),
        value("sample: stream too large", wide, s -> sample(p, s, logStd, 65536, p.key)),
        value("sample: log std null", wide, s -> sample(p, s, null, 0, p.key)),
        shape("sample: log std too short", wide, s -> sample(p, s, logStd.rows(0, 1), 0, p.key)),
        shape("mode: action too narrow", out, s -> p.distribution.mode(p.context, s, p.parameters)),
        shape(
            "log probability: too few rows",
            out.rows(0, 5),
            s -> rows.logProbability(s, p.parameters, logStd, p.action)),
        shape("entropy: too many rows", p.real(13), s -> rows.entropy(s, p.parameters, logStd)),
        shape(
            "kl: parameters of other rows",
            out,
            s -> rows.kl(s, p.parameters, logStd, p.parameters.rows(0, 4), logStd)),
        value(
            "fisher: direction of log std null",
            wide,
            s -> rows.fisher(s, wide2, p.parameters, logStd, p.parameters, null)),
        aliased(
            "entropy gradient: outputs overlap",
            wide,
            s -> rows.entropyGradient(s, s, p.parameters, logStd)));
  }

  static Stream<Case> policy(TestPolicy p) {
    Slab action = p.real(TestPolicy.ROWS, TestPolicy.ACTIONS);
    Slab tiny = p.own(p.context.allocate(ElementType.U8, 1));
    return Stream.of(
        shape("act: theta of the network alone", action, s -> act(p, s, p.theta.rows(0, 5), b(p))),
        finite("act: NaN in theta", action, s -> act(p, s, poisoned(p, NAN), b(p))),
        finite("act: infinite theta", action, s -> act(p, s, poisoned(p, -1 / 0.0), b(p))),
        small("act: scratch too small", action, s -> act(p, s, p.theta, tiny)),
        shape("act: action too narrow", p.real(TestPolicy.ROWS), s -> act(p, s, p.theta, b(p))),
        value("act: scratch null", action, s -> act(p, s, p.theta, null)),
        value("act: action null", null, s -> act(p, null, p.theta, b(p))));
  }

  static Stream<Case> objective(TestPolicy p) {
    PolicyObjective calls = new PolicyObjective(p.context, p.policy);
    PolicyStatistics statistics = new PolicyStatistics();
    Slab gradient = p.real(p.policy.parameters());
    Objective surrogate = Objective.surrogate();
    Batch batch = p.batch();
    Batch noOld = new Batch(x(p), p.action, p.weight, null, null, null, null);
    Batch narrow = new Batch(p.action, p.action, p.weight, p.logProbability, null, null, null);
    Batch outside = batch.withIndex(p.ints(0, -1));
    Objective unclipped = new Objective(ObjectiveKind.CLIPPED, 0, 0, 0);
    Objective wild = new Objective(ObjectiveKind.SURROGATE, 0, NAN, 0);
    Objective rewarding = new Objective(ObjectiveKind.SURROGATE, 0, 0, -1);
    return Stream.of(
        refused("gradient: no clipping", gradient, s -> gradient(p, s, batch, unclipped)),
        refused("gradient: NaN bonus", gradient, s -> gradient(p, s, batch, wild)),
        value("gradient: penalty below 0", gradient, s -> gradient(p, s, batch, rewarding)),
        value("gradient: no old probabilities", gradient, s -> gradient(p, s, noOld, surrogate)),
        shape("gradient: observation too narrow", gradient, s -> gradient(p, s, narrow, surrogate)),
        refused("gradient: index outside", gradient, s -> gradient(p, s, outside, surrogate)),
        shape("gradient: too short", p.real(4), s -> gradient(p, s, batch, surrogate)),
        value("gradient: no objective", gradient, s -> gradient(p, s, batch, null)),
        value("gradient: no batch", gradient, s -> gradient(p, s, null, surrogate)),
        finite(
            "gradient: NaN in theta",
            gradient,
            s -> calls.gradient(s, statistics, null, nanTheta(p), batch, surrogate)),
        value(
            "recorded gradient: no tape",
            gradient,
            s -> calls.gradientRecorded(s, statistics, null, p.theta, batch, surrogate)),
        value(
            "evaluate: no statistics", null, s -> calls.evaluate(null, p.theta, batch, surrogate)));
  }

  static Stream<Case> fisher(TestPolicy p) {
    Fisher fisher = new Fisher(p.context, p.policy);
    Slab out = p.real(p.policy.parameters());
    Slab v = p.real(p.policy.parameters());
    Tape empty = p.own(Tape.create(p.context, p.network, TestPolicy.ROWS));
    Network other =
        p.own(
            Network.create(
                new int[] {TestPolicy.INPUTS, 4, TestPolicy.ACTIONS},
                Activation.TANH,
                Activation.IDENTITY));
    Tape foreign = p.own(Tape.create(p.context, other, TestPolicy.ROWS));
    new Mlp(p.context, other).record(foreign, null, p.theta, x(p), null);
    return Stream.of(
        state("product: nothing recorded", out, s -> fisher.product(s, empty, p.theta, v, 0)),
        refused("product: another network", out, s -> fisher.product(s, foreign, p.theta, v, 0)),
        refused("product: damping below 0", out, s -> fisher.product(s, p.tape, p.theta, v, -1)),
        refused("product: damping NaN", out, s -> fisher.product(s, p.tape, p.theta, v, NAN)),
        finite("product: NaN in v", out, s -> fisher.product(s, p.tape, p.theta, nanTheta(p), 0)),
        aliased("product: out is v", out, s -> fisher.product(s, p.tape, p.theta, s, 0)),
        shape("product: v too short", out, s -> fisher.product(s, p.tape, p.theta, p.weight, 0)),
        shape(
            "empirical: actions of other rows",
            out,
            s -> fisher.productEmpirical(s, p.tape, p.theta, p.action.rows(0, 3), v, 0)),
        value(
            "empirical: no actions",
            out,
            s -> fisher.productEmpirical(s, p.tape, p.theta, null, v, 0)));
  }

  static Stream<Case> value(TestPolicy p) {
    ValueNetwork wide = new ValueNetwork(p.context, p.network);
    Network single =
        p.own(
            Network.create(new int[] {TestPolicy.INPUTS, 1}, Activation.TANH, Activation.IDENTITY));
    ValueNetwork value = new ValueNetwork(p.context, single);
    Slab theta = p.real(single.parameters());
    Slab gradient = p.real(single.parameters());
    Slab wideGradient = p.real(p.network.parameters());
    Slab networkTheta = p.theta.rows(0, p.network.parameters());
    ValueStatistics fit = new ValueStatistics();
    return Stream.of(
        refused(
            "value gradient: three outputs",
            wideGradient,
            s -> wide.gradient(s, fit, null, networkTheta, x(p), p.weight, null)),
        shape(
            "value gradient: targets of other rows",
            gradient,
            s -> value.gradient(s, fit, null, theta, x(p), p.weight.rows(0, 2), null)),
        value(
            "value gradient: neither gradient nor statistics",
            null,
            s -> value.gradient(null, null, null, theta, x(p), p.weight, null)),
        refused(
            "Gauss-Newton: tape of another network",
            gradient,
            s -> value.gaussNewtonProduct(s, p.tape, theta, theta, 0)),
        value(
            "Gauss-Newton: no tape",
            gradient,
            s -> value.gaussNewtonProduct(s, null, theta, theta, 0)));
  }

  static Stream<Case> solver(TestPolicy p) {
    ConjugateGradient solver = new ConjugateGradient(p.context);
    SolveResult result = new SolveResult();
    Slab x = p.real(2);
    Slab b = p.real(2);
    b.fill(1);
    Slab matrix = p.real(2, 2);
    Slab residuals = p.own(Slab.allocate(ElementType.F64, 3));
    Slab nan = p.real(2);
    nan.fill(NAN);
    LinearOperator identity = (out, v) -> out.copyRows(0, v, 0, 2);
    return Stream.of(
        refused("solve: no iterations", x, s -> solver.dense(s, null, result, matrix, b, 0, 0)),
        refused(
            "solve: negative iterations", x, s -> solver.dense(s, null, result, matrix, b, -1, 0)),
        refused(
            "solve: tolerance below 0", x, s -> solver.dense(s, null, result, matrix, b, 2, -1)),
        refused("solve: NaN tolerance", x, s -> solver.dense(s, null, result, matrix, b, 2, NAN)),
        small(
            "solve: history too short",
            x,
            s -> solver.dense(s, residuals, result, matrix, b, 3, 0)),
        finite("solve: NaN in b", x, s -> solver.dense(s, null, result, matrix, nan, 2, 0)),
        aliased("solve: x is b", x, s -> solver.dense(s, null, result, matrix, s, 2, 0)),
        shape("solve: matrix not square", x, s -> solver.dense(s, null, result, b, b, 2, 0)),
        value("solve: no result", x, s -> solver.dense(s, null, null, matrix, b, 2, 0)),
        value("solve: no operator", x, s -> solver.solve(s, null, result, null, b, 2, 0)),
        shape(
            "solve: x too long", p.real(3), s -> solver.solve(s, null, result, identity, b, 2, 0)));
  }

  static Stream<Case> scans(TestPolicy p) {
    Scans scans = new Scans(p.context);
    Slab out = p.real(6, 2);
    Slab reward = p.real(6, 2);
    Slab value = p.real(6, 2);
    Slab step = p.own(p.context.allocate(ElementType.U8, 6, 2));
    Slab unknown = p.own(p.context.allocate(ElementType.U8, 6, 2));
    unknown.reshape(12).rows(3, 4).fill(4);
    return Stream.of(
        shape("scan: turned", p.real(2, 6), s -> scans.returns(s, reward, null, step, 0.9)),
        refused("scan: gamma above 1", out, s -> scans.returns(s, reward, null, step, 1.5)),
        refused("scan: gamma NaN", out, s -> scans.returns(s, reward, null, step, NAN)),
        value("scan: unknown step", out, s -> scans.returns(s, reward, null, unknown, 0.9)),
        aliased("scan: out is reward", out, s -> scans.returns(s, s, null, step, 0.9)),
        value("scan: steps of reals", out, s -> scans.returns(s, reward, null, value, 0.9)),
        value("scan: no rewards", out, s -> scans.returns(s, null, null, step, 0.9)),
        refused("scan: no n", out, s -> scans.nStep(s, reward, value, value, step, 0.9, 0)),
        value("scan: no bootstrap", out, s -> scans.residuals(s, reward, value, null, step, 0.9)),
        refused(
            "scan: lambda below 0",
            out,
            s -> scans.gae(s, null, reward, value, value, step, 0.9, -0.1)),
        aliased(
            "scan: target is advantage",
            out,
            s -> scans.gae(s, s, reward, value, value, step, 1, 1)));
  }

  static Stream<Case> optimizers(TestPolicy p) {
    Optimizers steps = new Optimizers(p.context);
    Slab theta = p.real(9);
    Slab first = p.real(9);
    Slab second = p.real(9);
    Slab gradient = p.real(9);
    Slab nan = p.real(9);
    nan.rows(0, 1).fill(NAN);
    return Stream.of(
        finite("adam: NaN gradient", theta, s -> steps.adam(s, first, second, nan, 1, 1, 0, 0, 1)),
        refused("adam: step 0", theta, s -> steps.adam(s, first, second, gradient, 0, 1, 0, 0, 1)),
        refused("adam: beta 1", theta, s -> steps.adam(s, first, second, gradient, 1, 1, 1, 0, 1)),
        refused(
            "adam: epsilon 0", theta, s -> steps.adam(s, first, second, gradient, 1, 1, 0, 0, 0)),
        shape(
            "adam: moment too short",
            theta,
            s -> steps.adam(s, p.real(8), second, gradient, 1, 1, 0, 0, 1)),
        aliased(
            "adam: theta is gradient", theta, s -> steps.adam(s, first, second, s, 1, 1, 0, 0, 1)),
        finite("sgd: NaN gradient", theta, s -> steps.sgd(s, null, nan, 1, 0)),
        refused("sgd: rate below 0", theta, s -> steps.sgd(s, null, gradient, -1, 0)),
        value("sgd: momentum without velocity", theta, s -> steps.sgd(s, null, gradient, 1, 0.5)));
  }

  static Stream<Case> vectors(TestPolicy p) {
    Vectors vectors = new Vectors(p.context);
    Slab both = p.real(10);
    Slab y = p.real(8);
    Slab x = p.real(8);
    Slab other = p.own(p.context.allocate(ElementType.I32, 8));
    return Stream.of(
        value("sum: integers", null, s -> vectors.sum(other)),
        value("sum: null", null, s -> vectors.sum(null)),
        shape("dot: other length", null, s -> vectors.dot(x, both)),
        value("moments: no result", null, s -> vectors.moments(null, x)),
        refused("axpby: NaN alpha", y, s -> vectors.axpby(s, NAN, x, 1)),
        shape("axpby: other length", both, s -> vectors.axpby(s, 1, x, 1)),
        aliased("axpby: overlap", null, s -> vectors.axpby(both.rows(0, 8), 1, both.rows(1, 9), 1)),
        value("gather: index of reals", y, s -> vectors.gather(s, x, x)),
        shape("gather: more picks", both, s -> vectors.gather(s, x, other)),
        refused("gather: index outside", y.rows(0, 2), s -> vectors.gather(s, x, p.ints(0, 8))),
        aliased("gather: in place", null, s -> vectors.gather(x, x, other)),
        shape("scatter: fewer numbers", both, s -> vectors.scatter(s, x.rows(0, 2), other)),
        refused("scatter: index below 0", y, s -> vectors.scatter(s, x.rows(0, 2), p.ints(-1, 0))),
        refused("standardize: epsilon 0", y, s -> vectors.standardize(s, x, 0)));
  }

  static Stream<Case> moments(TestPolicy p) {
    Moments moments = p.own(new Moments(TestPolicy.INPUTS));
    Moments other = p.own(new Moments(2));
    Slab shift = p.real(TestPolicy.INPUTS);
    Slab scale = p.real(TestPolicy.INPUTS);
    Slab y = p.real(TestPolicy.ROWS, TestPolicy.INPUTS);
    Slab nan = p.real(TestPolicy.ROWS, TestPolicy.INPUTS);
    nan.fill(NAN);
    return Stream.of(
        finite("moments: NaN", moments.mean(), s -> moments.update(p.context, nan, null)),
        shape("moments: width", moments.mean(), s -> moments.update(p.context, p.action, null)),
        shape("moments: merge of another width", moments.mean(), s -> moments.merge(other)),
        refused("moments: epsilon 0", shift, s -> moments.freeze(p.context, s, scale, 0)),
        shape("moments: shift too long", y, s -> moments.freeze(p.context, s, scale, 1)),
        refused(
            "normalize: limit 0", y, s -> Moments.normalize(p.context, s, x(p), shift, scale, 0)),
        shape(
            "normalize: rows",
            y.rows(0, 2),
            s -> Moments.normalize(p.context, s, x(p), shift, scale, 1)));
  }

  // what a case calls: its output, so that one name serves the call and the check
  private interface Call {
    void on(Slab output);
  }

  private static Case shape(String name, Slab output, Call call) {
    return new Case(name, KernelShapeException.class, output, () -> call.on(output));
  }

  private static Case value(String name, Slab output, Call call) {
    return new Case(name, KernelArgumentException.class, output, () -> call.on(output));
  }

  private static Case finite(String name, Slab output, Call call) {
    return new Case(name, NonFiniteException.class, output, () -> call.on(output));
  }

  private static Case aliased(String name, Slab output, Call call) {
    return new Case(name, AliasedBufferException.class, output, () -> call.on(output));
  }

  private static Case small(String name, Slab output, Call call) {
    return new Case(name, BufferTooSmallException.class, output, () -> call.on(output));
  }

  private static Case state(String name, Slab output, Call call) {
    return new Case(name, KernelStateException.class, output, () -> call.on(output));
  }

  private static Case refused(String name, Slab output, Call call) {
    return new Case(name, KernelException.class, output, () -> call.on(output));
  }

  private static Slab x(TestPolicy p) {
    return p.observation;
  }

  private static Slab b(TestPolicy p) {
    return p.scratch;
  }

  /** theta of the policy with one wrong number in the middle. */
  private static Slab poisoned(TestPolicy p, double wrong) {
    Slab copy = p.real(p.theta.elements());
    copy.copyRows(0, p.theta, 0, p.theta.elements());
    copy.rows(copy.elements() / 2, copy.elements() / 2 + 1).fill(wrong);
    return copy;
  }

  private static Slab nanTheta(TestPolicy p) {
    return poisoned(p, NAN);
  }

  /** A direction of the network with one wrong number. */
  private static Slab nans(TestPolicy p) {
    Slab v = p.real(p.network.parameters());
    v.rows(3, 4).fill(NAN);
    return v;
  }

  /** A matrix of the batch's outputs that lies inside of another slab. */
  private static Slab inside(Slab slab) {
    long elements = (long) TestPolicy.ROWS * TestPolicy.ACTIONS;
    return slab.rows(1, 1 + elements).reshape(TestPolicy.ROWS, TestPolicy.ACTIONS);
  }

  private static void back(Mlp mlp, TestPolicy p, Slab gradient, Slab dy) {
    mlp.backward(gradient, p.tape, p.theta, dy);
  }

  private static void sample(TestPolicy p, Slab action, Slab logStd, int stream, Slab key) {
    p.distribution.sample(p.context, action, null, p.parameters, logStd, 1, stream, key);
  }

  private static void act(TestPolicy p, Slab action, Slab theta, Slab scratch) {
    p.policy.act(
        p.context,
        action,
        p.logProbability,
        p.parameters,
        theta,
        p.observation,
        1,
        0,
        p.key,
        scratch);
  }

  private static void gradient(TestPolicy p, Slab gradient, Batch batch, Objective objective) {
    new PolicyObjective(p.context, p.policy)
        .gradient(gradient, new PolicyStatistics(), null, p.theta, batch, objective);
  }
}
