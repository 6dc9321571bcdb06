// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.Locale;

/** How names of Java are spelt in a configuration. */
final class Names {
  private Names() {}

  /** A component: fisherFraction becomes fisher_fraction. */
  static String snakeCase(String component) {
    return component
        .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
        .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }

  /** A constant: TD_LAMBDA becomes td-lambda. */
  static String kebabCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
