// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

/**
 * Lets a learner act in -1..1 whatever the range of the actions: a = middle + half * x in every
 * bounded dimension. What the task sees, and pays for, is the rescaled action. A range of -1..1
 * keeps its bits.
 */
public final class ActionRescaling extends WrappedSlice {
  private final EnvironmentSpec spec;
  private final boolean clipped;
  private final double[] middle;
  private final double[] half;
  private final double[] bound;
  private final double[] rescaled;

  private ActionRescaling(EnvironmentSlice inner, boolean clipped) {
    super(inner);
    Space range = inner.spec().action();
    int width = range.width();
    this.clipped = clipped;
    this.middle = new double[width];
    this.half = new double[width];
    this.bound = new double[width];
    this.rescaled = new double[inner.count() * width];
    double[] low = new double[width];
    for (int i = 0; i < width; i++) {
      boolean bounded = Double.isFinite(range.low(i)) && Double.isFinite(range.high(i));
      middle[i] = bounded ? range.low(i) + (range.high(i) - range.low(i)) / 2 : 0;
      half[i] = bounded ? (range.high(i) - range.low(i)) / 2 : 1;
      bound[i] = bounded ? 1 : Double.POSITIVE_INFINITY;
      low[i] = -bound[i];
    }
    this.spec = inner.spec().withAction(Space.box(low, bound));
  }

  /**
   * Rescales, and leaves it to the task what an action beyond the range means.
   *
   * @param slice a slice; closing the result closes it
   * @return the rescaled slice, or the slice itself where actions are choices
   */
  public static EnvironmentSlice around(EnvironmentSlice slice) {
    return slice.spec().action().isDiscrete() ? slice : new ActionRescaling(slice, false);
  }

  /**
   * Rescales, and cuts actions beyond -1..1 first: the task never sees, nor charges for, more than
   * its range. Published results on the gym tasks come from learners that do this.
   *
   * @param slice a slice; closing the result closes it
   * @return the rescaled slice, or the slice itself where actions are choices
   */
  public static EnvironmentSlice clipped(EnvironmentSlice slice) {
    return slice.spec().action().isDiscrete() ? slice : new ActionRescaling(slice, true);
  }

  @Override
  public EnvironmentSpec spec() {
    return spec;
  }

  @Override
  public void step(double[] actions, boolean[] active) {
    if (actions.length == rescaled.length) {
      int width = middle.length;
      for (int k = 0; k < actions.length; k++) {
        int i = k % width;
        double x = actions[k];
        if (clipped) {
          x = Math.max(-bound[i], Math.min(bound[i], x));
        }
        rescaled[k] = middle[i] + half[i] * x;
      }
    }
    // a wrong length is refused by the slice within
    inner.step(actions.length == rescaled.length ? rescaled : actions, active);
  }
}
