// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The metrics of one iteration: names with values, in the order in which they were first put.
 *
 * <p>A NaN says "not measured this time". It is an empty cell in CSV, null in JSON, and left out
 * for TensorBoard.
 */
public final class MetricRow {
  private final Map<String, Number> values = new LinkedHashMap<>();

  /** Creates an empty row. */
  public MetricRow() {}

  /**
   * Puts a real number; a name that is there keeps its place.
   *
   * @param name letters, digits and any of {@code _ - . /}
   * @param value the value; NaN: not measured this time
   * @return this row
   * @throws MetricException if the name holds something else, or is one that the sinks write
   */
  public MetricRow put(String name, double value) {
    values.put(checked(name), value);
    return this;
  }

  /**
   * Puts a whole number; a name that is there keeps its place.
   *
   * @param name letters, digits and any of {@code _ - . /}
   * @param value the value
   * @return this row
   * @throws MetricException if the name holds something else, or is one that the sinks write
   */
  public MetricRow put(String name, long value) {
    values.put(checked(name), value);
    return this;
  }

  /**
   * Reads a value.
   *
   * @param name which
   * @return the value; a whole number as the nearest double
   * @throws MetricException if the row has no such name
   */
  public double get(String name) {
    return number(name).doubleValue();
  }

  /**
   * Lists the names.
   *
   * @return in the order in which they were first put; follows the row, not to be changed
   */
  public Set<String> names() {
    return Collections.unmodifiableSet(values.keySet());
  }

  /** The value as it was put: a Double or a Long. */
  Number number(String name) {
    Number value = values.get(name);
    if (value == null) {
      throw new MetricException("no metric \"" + name + "\" in this row; it has " + names());
    }
    return value;
  }

  /** Whether the value is a number at all. */
  boolean isMeasured(String name) {
    return !Double.isNaN(number(name).doubleValue());
  }

  // neither CSV nor JSON needs quoting or escaping of these characters
  private static String checked(String name) {
    boolean fits = !name.isEmpty();
    for (int i = 0; i < name.length() && fits; i++) {
      char c = name.charAt(i);
      fits = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || isJoint(c);
    }
    if (!fits) {
      throw new MetricException(
          "metric name \"" + name + "\": only letters, digits and any of _ - . / make a name");
    }
    if (name.equals(MetricSink.ITERATION) || name.equals(MetricSink.ENVIRONMENT_STEPS)) {
      throw new MetricException(
          "metric name \"" + name + "\" is written by every sink; pass its value to write()");
    }
    return name;
  }

  private static boolean isJoint(char c) {
    return c == '_' || c == '-' || c == '.' || c == '/';
  }
}
