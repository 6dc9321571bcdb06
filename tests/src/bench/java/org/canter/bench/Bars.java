// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What the kernels are meant to reach, and whether they did: said, never enforced. */
final class Bars {
  private static final Set<Operation> PASSES =
      EnumSet.of(Operation.FISHER, Operation.GRADIENT, Operation.BACKWARD);
  private static final int LARGE = 50_000;
  private static final int SMALL = 2048;

  /**
   * One bar, measured in one place.
   *
   * @param bar what is asked for
   * @param place the row
   * @param measured what came out
   * @param bound what should have
   * @param met whether it did
   */
  record Verdict(String bar, String place, double measured, double bound, boolean met) {}

  private final List<Row> rows;
  private final List<Verdict> verdicts = new ArrayList<>();

  private Bars(List<Row> rows) {
    this.rows = rows;
  }

  /** Every bar in every row that it is about; `allocated` is NaN where it was not measured. */
  static List<Verdict> of(List<Row> rows, double allocated) {
    Bars bars = new Bars(rows);
    bars.limits();
    bars.ratios();
    bars.atMost("one row, microseconds", r -> r.operation() == Operation.ACT, r -> micros(r), 1);
    bars.atMost("one row, bytes", r -> r.operation() == Operation.ACT, r -> allocated, 0);
    return bars.verdicts;
  }

  private void limits() {
    atLeast(
        "share of the FMA peak",
        r -> PASSES.contains(r.operation()) && r.batch() == LARGE,
        Row::share,
        0.55);
    atLeast(
        "share of the FMA peak, forward and sample",
        r -> r.operation() == Operation.FORWARD && r.batch() == LARGE,
        Row::share,
        0.5);
    atLeast(
        "two threads over one",
        r -> PASSES.contains(r.operation()) && r.batch() == LARGE && r.threads() == 2,
        this::speedup,
        1.85);
    atLeast("share of the copy", r -> r.operation() == Operation.GAE, Row::share, 0.5);
  }

  private void ratios() {
    faster(Operation.FORWARD_FISHER, LARGE, Bars::sixtyFour, 2.2);
    faster(Operation.FORWARD_FISHER, LARGE, Bars::wide, 1.15);
    faster(Operation.GRADIENT, LARGE, Bars::sixtyFour, 1.9);
    faster(Operation.GRADIENT, LARGE, Bars::wide, 1.0);
    faster(Operation.FORWARD_FISHER, SMALL, Bars::sixtyFour, 1.8);
    faster(Operation.GRADIENT, SMALL, Bars::sixtyFour, 1.8);
    faster(Operation.UPDATE, LARGE, Bars::sixtyFour, 2);
    faster(Operation.UPDATE_TENTH, LARGE, Bars::sixtyFour, 10);
  }

  /** Whether it is one of the usual networks with two hidden layers of 64. */
  private static boolean sixtyFour(Row row) {
    return row.subject().contains("-64-64-");
  }

  private static boolean wide(Row row) {
    return row.subject().startsWith("376-");
  }

  private static double micros(Row row) {
    return row.ours().median() * 1e6;
  }

  private double speedup(Row two) {
    return rows.stream()
        .filter(one -> one.operation() == two.operation() && one.threads() == 1)
        .filter(one -> one.subject().equals(two.subject()) && one.batch() == two.batch())
        .mapToDouble(one -> one.ours().median() / two.ours().median())
        .findFirst()
        .orElse(Double.NaN);
  }

  private void faster(Operation operation, int batch, Predicate<Row> where, double bound) {
    Predicate<Row> about = r -> r.operation() == operation && r.batch() == batch;
    atLeast("libtorch's time over ours", about.and(where), Row::ratio, bound);
  }

  private void atLeast(
      String bar, Predicate<Row> about, ToDoubleFunction<Row> measure, double bound) {
    for (Row row : rows) {
      if (about.test(row)) {
        double measured = measure.applyAsDouble(row);
        verdicts.add(new Verdict(bar, row.place(), measured, bound, measured >= bound));
      }
    }
  }

  private void atMost(
      String bar, Predicate<Row> about, ToDoubleFunction<Row> measure, double bound) {
    for (Row row : rows) {
      if (about.test(row)) {
        double measured = measure.applyAsDouble(row);
        verdicts.add(new Verdict(bar, row.place(), measured, bound, measured <= bound));
      }
    }
  }
}
