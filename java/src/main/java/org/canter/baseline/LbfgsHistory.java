// SPDX-License-Identifier: Apache-2.0
package org.canter.baseline;

/**
 * The last steps s and changes y of the gradient, as an approximation of the inverse Hessian. Only
 * pairs with s'y > 0 are kept, which keeps it positive definite.
 */
final class LbfgsHistory {
  // s'y has to stand out from the rounding of the gradients
  private static final double LEAST_CURVATURE = 1e-10;

  private final double[][] steps;
  private final double[][] changes;
  private final double[] curvature;
  private final double[] share;
  private int first;
  private int count;

  /** Makes room for `pairs` pairs of vectors. */
  LbfgsHistory(int pairs, int parameters) {
    this.steps = new double[pairs][parameters];
    this.changes = new double[pairs][parameters];
    this.curvature = new double[pairs];
    this.share = new double[pairs];
  }

  void clear() {
    count = 0;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Takes in a pair, in place of the oldest if there is no room; false if its curvature is low. */
  boolean add(double[] from, double[] to, double[] gradientFrom, double[] gradientTo) {
    int place = place(count);
    double[] s = steps[place];
    double[] y = changes[place];
    // the oldest pair lies where this one will if there is no room: judge before overwriting
    double product = 0;
    double lengthS = 0;
    double lengthY = 0;
    for (int i = 0; i < s.length; i++) {
      double step = to[i] - from[i];
      double change = gradientTo[i] - gradientFrom[i];
      product += step * change;
      lengthS += step * step;
      lengthY += change * change;
    }
    if (!(product > LEAST_CURVATURE * StrictMath.sqrt(lengthS) * StrictMath.sqrt(lengthY))) {
      return false;
    }
    for (int i = 0; i < s.length; i++) {
      s[i] = to[i] - from[i];
      y[i] = gradientTo[i] - gradientFrom[i];
    }
    curvature[place] = product;
    if (count < steps.length) {
      count++;
    } else {
      first = place(1);
    }
    return true;
  }

  /** direction = -H gradient, by the two loops; -gradient without any pair. */
  void direction(double[] direction, double[] gradient) {
    for (int i = 0; i < gradient.length; i++) {
      direction[i] = -gradient[i];
    }
    if (count == 0) {
      return;
    }
    for (int k = count - 1; k >= 0; k--) {
      int p = place(k);
      share[p] = dot(steps[p], direction) / curvature[p];
      addTo(direction, -share[p], changes[p]);
    }
    // the newest pair says how long a step is
    int newest = place(count - 1);
    double length = curvature[newest] / dot(changes[newest], changes[newest]);
    for (int i = 0; i < direction.length; i++) {
      direction[i] *= length;
    }
    for (int k = 0; k < count; k++) {
      int p = place(k);
      addTo(direction, share[p] - dot(changes[p], direction) / curvature[p], steps[p]);
    }
  }

  private int place(int k) {
    return (first + k) % steps.length;
  }

  /** a'b. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static void addTo(double[] y, double factor, double[] x) {
    for (int i = 0; i < y.length; i++) {
      y[i] += factor * x[i];
    }
  }
}
