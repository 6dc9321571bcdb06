// SPDX-License-Identifier: Apache-2.0
package org.canter.study;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.canter.plot.Statistics;

/** A number per seed, and what stands for all of them. */
record Spread(double[] values) {
  double mean() {
    return Statistics.mean(values);
  }

  /** The sample standard deviation; NaN for a single seed. */
  double deviation() {
    return Statistics.standardDeviation(values);
  }

  double interquartileMean() {
    return Statistics.interquartileMean(values);
  }

  /** Mean, deviation and interquartile mean, all digits. */
  List<String> exact() {
    return List.of(Table.exact(mean()), Table.exact(deviation()), Table.exact(interquartileMean()));
  }

  /** Mean and deviation for a reader. */
  String brief() {
    return Table.brief(mean()) + " ± " + Table.brief(deviation());
  }

  /** Every seed's number for a reader. */
  String each() {
    return Arrays.stream(values).mapToObj(Table::brief).collect(Collectors.joining(", "));
  }
}
