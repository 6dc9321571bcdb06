// SPDX-License-Identifier: Apache-2.0
/**
 * What a training run measures, written iteration by iteration.
 *
 * <p>A {@link org.canter.metric.MetricRow} holds the names and values of one iteration; every
 * {@link org.canter.metric.MetricSink} of the run writes it in its own form: CSV for plots, one
 * JSON object per line for programs, an event file for TensorBoard. A sink knows at which byte it
 * stands, so that a checkpoint can note it and a resumed run can cut off what lies behind.
 *
 * <p>The CSV and JSON forms hold nothing but what they are given: equal values make equal bytes.
 */
package org.canter.metric;
