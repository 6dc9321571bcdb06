// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

/** Rows to write in tests. */
final class Rows {
  private Rows() {}

  /** A row with something of everything, another one for each iteration. */
  static MetricRow of(long iteration) {
    return new MetricRow()
        .put("return_mean", iteration % 3 == 1 ? Double.NaN : Math.sin(iteration) * 1000)
        .put("cg_iterations", 10 + iteration)
        .put("kl", 0.01 / (iteration + 1));
  }

  /** Writes the rows of iterations from one up to, not with, another. */
  static void write(MetricSink sink, long from, long to) {
    for (long iteration = from; iteration < to; iteration++) {
      sink.write(iteration, 2048 * (iteration + 1), of(iteration));
    }
  }
}
