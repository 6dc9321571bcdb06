// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/** The part of {@link CudaCases} that knows no network: scans, vectors, moments, random numbers. */
final class CudaFlatCases {
  private static final int ROWS = CudaScene.ROWS;
  private static final int INPUTS = CudaScene.INPUTS;

  private final CudaScene p;
  private final KernelContext c;
  private final CudaCases list;

  CudaFlatCases(CudaScene scene, CudaCases list) {
    this.p = scene;
    this.c = scene.context;
    this.list = list;
  }

  /** Adds them to the list. */
  void addAll() {
    scans();
    flat();
    moments();
    random();
  }

  private void scans() {
    Scans scans = new Scans(c);
    long n = CudaScene.ENVIRONMENTS;
    long t = CudaScene.STEPS;
    Slab out = p.real(t, n);
    Slab target = p.real(t, n);
    Slab reward = p.normals(1, t, n);
    Slab value = p.normals(1, t, n);
    Slab boot = p.normals(1, t, n);
    Slab step = p.steps();
    list.add(
        "Scans.gae",
        s -> scans.gae(s[0], s[1], s[2], s[3], s[4], s[5], 0.99, 0.95),
        out,
        target,
        reward,
        value,
        boot,
        step);
    list.add(
        "Scans.returns", s -> scans.returns(s[0], s[1], s[2], s[3], 0.99), out, reward, boot, step);
    list.add(
        "Scans.nStep",
        s -> scans.nStep(s[0], s[1], s[2], s[3], s[4], 0.99, 3),
        out,
        reward,
        value,
        boot,
        step);
    list.add(
        "Scans.residuals",
        s -> scans.residuals(s[0], s[1], s[2], s[3], s[4], 0.99),
        out,
        reward,
        value,
        boot,
        step);
  }

  private void flat() {
    Vectors vectors = new Vectors(c);
    Optimizers optimizers = new Optimizers(c);
    MeanAndDeviation pair = new MeanAndDeviation();
    Slab x = p.normals(1, 3000);
    Slab y = p.normals(1, 3000);
    Slab picks = p.ints(i -> 5 * i + 1, 400);
    Slab few = p.normals(1, 400);
    list.numbers("Vectors.sum", s -> CudaCases.of(vectors.sum(s[0])), x);
    list.numbers("Vectors.dot", s -> CudaCases.of(vectors.dot(s[0], s[1])), x, y);
    list.numbers("Vectors.maxAbs", s -> CudaCases.of(vectors.maxAbs(s[0])), x);
    list.numbers("Vectors.countNonFinite", s -> CudaCases.of(vectors.countNonFinite(s[0])), x);
    list.numbers(
        "Vectors.moments",
        s -> {
          vectors.moments(pair, s[0]);
          return CudaCases.of(pair.mean(), pair.deviation());
        },
        x);
    list.add("Vectors.axpby", s -> vectors.axpby(s[0], 2, s[1], 0), p.real(3000), x);
    list.add("Vectors.standardize", s -> vectors.standardize(s[0], s[1], 1e-8), p.real(3000), x);
    list.add("Vectors.gather", s -> vectors.gather(s[0], s[1], s[2]), p.real(400), x, picks);
    list.add("Vectors.scatter", s -> vectors.scatter(s[0], s[1], s[2]), p.real(3000), few, picks);
    Slab[] theta = {p.normals(1, 200), p.normals(1, 200)};
    Slab gradient = p.normals(1, 200);
    list.add(
        "Optimizers.adam",
        s -> optimizers.adam(s[0], s[1], s[2], s[3], 1, 0.01, 0.9, 0.999, 1e-8),
        theta[0],
        p.real(200),
        p.real(200),
        gradient);
    list.add(
        "Optimizers.sgd",
        s -> optimizers.sgd(s[0], s[1], s[2], 0.01, 0.9),
        theta[1],
        p.real(200),
        gradient);
    list.add("Probe.copy", s -> new Probe(c).copy(s[0], s[1]), p.real(3000), x);
  }

  private void moments() {
    Slab wide = p.normals(1, ROWS, INPUTS);
    Slab shift = p.real(INPUTS);
    Slab scale = p.real(INPUTS);
    list.numbers(
        "Moments.update",
        s -> {
          try (Moments moments = new Moments(INPUTS)) {
            moments.update(c, s[0], s[1]);
            return moments.m2().toDoubles();
          }
        },
        wide,
        p.index);
    Moments kept = p.own(new Moments(INPUTS));
    kept.update(c, wide, null);
    list.add("Moments.freeze", s -> kept.freeze(c, s[0], s[1], 1e-8), shift, scale);
    list.add(
        "Moments.normalize",
        s -> Moments.normalize(c, s[0], s[1], s[2], s[3], 5),
        p.real(ROWS, INPUTS),
        wide,
        p.normals(1, INPUTS),
        p.normals(1, INPUTS));
  }

  private void random() {
    list.add("PhiloxNative.uniform", s -> PhiloxNative.uniform(c, s[0], 1, 2, 3, 4, 5), p.real(37));
    list.add("PhiloxNative.normal", s -> PhiloxNative.normal(c, s[0], 1, 2, 3, 4, 5), p.real(37));
  }
}
