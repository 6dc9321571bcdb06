// SPDX-License-Identifier: Apache-2.0
/**
 * Typed configuration: a tree of immutable records is the one place of every default.
 *
 * <p>Each component of a record carries a {@link org.canter.config.Setting} with its meaning and
 * its range. {@link org.canter.config.ConfigLayer} holds what somebody wrote, in a YAML file, on
 * the command line or in a preset; {@link org.canter.config.ConfigResolver} lays the layers over
 * the defaults, the later ones winning, and refuses whatever is unknown, of the wrong type or out
 * of range, with the key, the value, its source and what is wanted instead. {@link
 * org.canter.config.ConfigWriter} writes the result as YAML that resolves to an equal record.
 *
 * <p>Keys are the components' names in snake_case, joined by dots: component {@code cgIterations}
 * of component {@code update} is {@code update.cg_iterations}.
 */
package org.canter.config;
