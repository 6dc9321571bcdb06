// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.canter.study.StudyListener;
import org.canter.study.StudyRun;

/** Says every ten seconds how far a study is: runs done, those under way, and the time left. */
final class StudyProgress implements StudyListener {
  private static final long EVERY = TimeUnit.SECONDS.toNanos(10);

  private final PrintWriter out;
  private final LongSupplier nanoClock;
  private final Map<StudyRun, Double> shares = new LinkedHashMap<>();
  private long begun;
  private long said;
  private int all;
  private int done;
  private double work;
  private double workDone;
  private double workBefore;

  /** Writes to `out`; the clock never goes back. */
  StudyProgress(PrintWriter out, LongSupplier nanoClock) {
    this.out = out;
    this.nanoClock = nanoClock;
  }

  @Override
  public synchronized void planned(List<StudyRun> left, int before) {
    begun = nanoClock.getAsLong();
    said = begun;
    done = before;
    all = before + left.size();
    work = left.stream().mapToDouble(StudyRun::cost).sum();
    say(String.format(Locale.ROOT, "%d of %d runs are done", done, all));
  }

  @Override
  public synchronized void progressed(StudyRun run, double share) {
    // what a resumed run had before is not this process's work
    if (!shares.containsKey(run)) {
      workBefore += share * run.cost();
    }
    shares.put(run, share);
    long now = nanoClock.getAsLong();
    if (now - said >= EVERY) {
      said = now;
      say(describe(now));
    }
  }

  @Override
  public synchronized void ended(StudyRun run) {
    shares.remove(run);
    workDone += run.cost();
    done++;
    if (done == all) {
      long seconds = TimeUnit.NANOSECONDS.toSeconds(nanoClock.getAsLong() - begun);
      say(String.format(Locale.ROOT, "%d of %d runs are done, after %s", done, all, time(seconds)));
    }
  }

  private String describe(long now) {
    String active =
        shares.entrySet().stream()
            .map(
                one ->
                    String.format(
                        Locale.ROOT, "%s %.0f %%", one.getKey().name(), 100 * one.getValue()))
            .collect(Collectors.joining(", "));
    double reached = workDone;
    for (Map.Entry<StudyRun, Double> one : shares.entrySet()) {
      reached += one.getValue() * one.getKey().cost();
    }
    double seconds = (now - begun) * 1e-9;
    double left = seconds * (work - reached) / (reached - workBefore);
    return String.format(
        Locale.ROOT,
        "%d of %d runs are done; now %s; left %s",
        done,
        all,
        active,
        Double.isFinite(left) ? time((long) left) : "-");
  }

  private static String time(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  private void say(String text) {
    out.println("canter: " + text);
    out.flush();
  }
}
