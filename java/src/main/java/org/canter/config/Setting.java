// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a component of a configuration record means and which values it may have. On a list of
 * numbers the range is that of each element; on a nested record only the meaning counts.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /**
   * The meaning.
   *
   * @return one line
   */
  String value();

  /**
   * The symbol that the papers give it.
   *
   * @return the symbol, or nothing
   */
  String symbol() default "";

  /**
   * The unit.
   *
   * @return the unit, or nothing for a pure number
   */
  String unit() default "";

  /**
   * The lower end of the range.
   *
   * @return the least value, itself allowed unless {@link #aboveMin()}
   */
  double min() default Double.NEGATIVE_INFINITY;

  /**
   * The upper end of the range.
   *
   * @return the greatest value, itself allowed unless {@link #belowMax()}
   */
  double max() default Double.POSITIVE_INFINITY;

  /**
   * Whether the lower end itself is out of range.
   *
   * @return true for an open lower end
   */
  boolean aboveMin() default false;

  /**
   * Whether the upper end itself is out of range.
   *
   * @return true for an open upper end
   */
  boolean belowMax() default false;
}
