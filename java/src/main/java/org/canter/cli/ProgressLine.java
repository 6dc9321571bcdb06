// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Shows how far a training run is: one line rewritten in place on a terminal, else a line of its
 * own every ten seconds.
 *
 * <p>The speed is that of the last half minute of this process: a resumed run starts at its first
 * update, not at zero.
 */
final class ProgressLine {
  // with all numbers beside it the line fits into 80 columns
  private static final int BAR = 10;
  private static final long REDRAW = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOG = TimeUnit.SECONDS.toNanos(10);
  private static final long WINDOW = TimeUnit.SECONDS.toNanos(30);

  private final PrintWriter out;
  private final boolean terminal;
  private final LongSupplier nanoClock;

  /** A moment and the steps that were done by then. */
  private record Sample(long nanos, long steps) {}

  private final Deque<Sample> window = new ArrayDeque<>();
  // what the last update said, and whether it was shown
  private String text = "";
  private boolean shown = true;
  private boolean drawnOnce;
  private long drawnAt;
  private int drawnWidth;

  /**
   * Creates a display; nothing is shown before the first update.
   *
   * @param out where to
   * @param terminal whether a line can be rewritten there
   * @param nanoClock a clock that never goes back, in nanoseconds
   */
  ProgressLine(PrintWriter out, boolean terminal, LongSupplier nanoClock) {
    this.out = out;
    this.terminal = terminal;
    this.nanoClock = nanoClock;
  }

  /** Whether this process writes to a terminal that can rewrite a line. */
  static boolean onTerminal() {
    String kind = System.getenv("TERM");
    return System.console() != null && kind != null && !kind.equals("dumb");
  }

  /**
   * Notes how far the run is, and shows it if the last time was long enough ago.
   *
   * @param steps environment steps done, those before a resume included
   * @param total environment steps to do
   * @param returnMean mean return of the last episodes; NaN: none ended yet
   * @param kl KL divergence of the last update; NaN: there was none
   */
  void update(long steps, long total, double returnMean, double kl) {
    long now = nanoClock.getAsLong();
    note(new Sample(now, steps));
    text = describe(steps, total, returnMean, kl);
    shown = false;
    if (!drawnOnce || now - drawnAt >= (terminal ? REDRAW : LOG)) {
      draw(now);
    }
  }

  /** Shows the last update if it was not, and leaves the line; again is nothing. */
  void finish() {
    if (!shown) {
      draw(nanoClock.getAsLong());
    }
    if (terminal && drawnWidth > 0) {
      out.println();
      out.flush();
      drawnWidth = 0;
    }
  }

  private void note(Sample sample) {
    if (!window.isEmpty() && sample.steps < window.getLast().steps) {
      window.clear();
    }
    window.addLast(sample);
    // one sample older than the window stays, so that slow iterations have a speed too
    while (window.size() > 2) {
      Sample oldest = window.removeFirst();
      if (sample.nanos - window.getFirst().nanos < WINDOW) {
        window.addFirst(oldest);
        break;
      }
    }
  }

  /** Steps per second within the window; NaN while there is nothing to compare with. */
  private double speed() {
    long nanos = window.getLast().nanos - window.getFirst().nanos;
    long steps = window.getLast().steps - window.getFirst().steps;
    return nanos > 0 ? 1e9 * steps / nanos : Double.NaN;
  }

  private String describe(long steps, long total, double returnMean, double kl) {
    double share = total > 0 ? Math.min(1, (double) steps / total) : 1;
    double speed = speed();
    int filled = (int) (share * BAR);
    String bar = "[" + "=".repeat(filled) + " ".repeat(BAR - filled) + "]";
    return String.format(
        Locale.ROOT,
        "%s %3d %%  return %s  %s steps/s  KL %s  left %s",
        terminal ? bar : "training",
        (int) (100 * share),
        number("%9.1f", returnMean),
        number("%,8.0f", speed),
        number("%.4f", kl),
        left(Math.max(0, total - steps) / speed));
  }

  private static String number(String format, double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, format, value);
  }

  private static String left(double seconds) {
    // a run of more than a year's time is one that stands still
    if (Double.isNaN(seconds) || seconds > TimeUnit.DAYS.toSeconds(365)) {
      return "-";
    }
    long whole = Math.round(seconds);
    return String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  private void draw(long now) {
    if (terminal) {
      // blanks cover what a longer line left behind
      out.print("\r" + text + " ".repeat(Math.max(0, drawnWidth - text.length())));
      drawnWidth = text.length();
    } else {
      out.println(text);
    }
    out.flush();
    shown = true;
    drawnOnce = true;
    drawnAt = now;
  }
}
