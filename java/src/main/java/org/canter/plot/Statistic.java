// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** How the numbers of several seeds become one. */
public enum Statistic {
  /** {@link Statistics#mean} */
  MEAN("mean", Statistics::mean),
  /** {@link Statistics#interquartileMean} */
  IQM("interquartile mean", Statistics::interquartileMean);

  private final String title;
  private final ToDoubleFunction<double[]> function;

  Statistic(String title, ToDoubleFunction<double[]> function) {
    this.title = title;
    this.function = function;
  }

  /**
   * Applies the statistic.
   *
   * @param values a number per seed, at least one
   * @return what stands for all of them
   */
  public double of(double... values) {
    return function.applyAsDouble(values);
  }

  /**
   * Names the statistic to a reader.
   *
   * @return the name in words
   */
  public String title() {
    return title;
  }

  /**
   * Names the statistic on a command line.
   *
   * @return the name in lower case
   */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
