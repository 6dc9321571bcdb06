// SPDX-License-Identifier: Apache-2.0
/**
 * Curves of training runs, and the statistics behind them.
 *
 * <p>A {@link org.canter.plot.RunCurve} is one column of one run's {@code progress.csv}; runs with
 * the same label are the seeds of a {@link org.canter.plot.CurveGroup}, which makes a {@link
 * org.canter.plot.Band} of them: a mean or an interquartile mean over seeds, with a bootstrap
 * interval at every point. A {@link org.canter.plot.CurvePlot} of several bands is drawn by {@link
 * org.canter.plot.PngPlot} or {@link org.canter.plot.HtmlPlot}; a {@link org.canter.plot.HeatMap}
 * shows how a value depends on two settings.
 *
 * <p>Everything works without a display, and equal runs make equal pictures: the bootstrap has a
 * fixed seed.
 */
package org.canter.plot;
