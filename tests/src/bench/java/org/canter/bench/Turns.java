// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Times things in turns: A B C, A B C, ... What changes during a run, such as the clock of the
 * processor, its neighbours on the machine or where the host placed its cores, then meets all of
 * them alike, and their ratios stay meaningful.
 */
final class Turns {
  /** Calls that take longer find what they need in no cache anyway, and need no call before. */
  private static final double LONG_SECONDS = 0.1;

  private static final int MOST_REPEATS = 1 << 20;

  /**
   * What is timed.
   *
   * @param enter runs before each turn, untimed
   * @param call is timed
   * @param finish waits for what the calls of a turn have begun; timed with them
   * @param leave runs after each turn, untimed
   */
  record Subject(Runnable enter, Runnable call, Runnable finish, Runnable leave) {
    static Subject of(Runnable call) {
      return unfinished(call, () -> {});
    }

    /** Calls that return while their work is under way. */
    static Subject unfinished(Runnable call, Runnable finish) {
      return new Subject(() -> {}, call, finish, () -> {});
    }
  }

  /**
   * How long to measure.
   *
   * @param rounds turns of each subject
   * @param turn seconds that a turn lasts at least; short calls are repeated
   * @param total seconds after which no further round begins
   * @param least rounds that are made in any case
   */
  record Effort(int rounds, double turn, double total, int least) {
    static Effort full() {
      return new Effort(25, 0.02, 20, 7);
    }

    /** What the peers on a GPU do, too. */
    static Effort device() {
      return new Effort(15, 0.02, 5, 5);
    }

    static Effort quick() {
      return new Effort(3, 0.005, 1, 3);
    }
  }

  private final Effort effort;
  private final LongSupplier clock;

  /** The clock answers with nanoseconds. */
  Turns(Effort effort, LongSupplier clock) {
    this.effort = effort;
    this.clock = clock;
  }

  /** The samples of each subject, in the order of the list. */
  List<Samples> measure(List<Subject> subjects) {
    List<List<Double>> times = new ArrayList<>();
    double[] estimates = new double[subjects.size()];
    for (int s = 0; s < estimates.length; s++) {
      times.add(new ArrayList<>());
      estimates[s] = warm(subjects.get(s));
    }
    long start = clock.getAsLong();
    for (int round = 0; round < effort.rounds; round++) {
      if (round >= effort.least && secondsSince(start) > effort.total) {
        break;
      }
      for (int s = 0; s < estimates.length; s++) {
        times.get(s).add(turn(subjects.get(s), estimates[s]));
      }
    }
    return times.stream()
        .map(list -> new Samples(list.stream().mapToDouble(Double::doubleValue).toArray()))
        .toList();
  }

  /** Calls until memory is mapped and the compiler is done; answers with seconds a call. */
  private double warm(Subject subject) {
    subject.enter.run();
    long begin = clock.getAsLong();
    double fastest = Double.POSITIVE_INFINITY;
    int calls = 0;
    do {
      long start = clock.getAsLong();
      subject.call.run();
      subject.finish.run();
      fastest = Math.min(fastest, secondsSince(start));
      calls++;
    } while (calls < 2 || secondsSince(begin) < 5 * effort.turn);
    subject.leave.run();
    return fastest;
  }

  private double turn(Subject subject, double estimate) {
    int repeats = (int) Math.max(1, Math.min(MOST_REPEATS, Math.ceil(effort.turn / estimate)));
    subject.enter.run();
    if (estimate < LONG_SECONDS) {
      subject.call.run();
      subject.finish.run();
    }
    long start = clock.getAsLong();
    for (int i = 0; i < repeats; i++) {
      subject.call.run();
    }
    subject.finish.run();
    double seconds = secondsSince(start) / repeats;
    subject.leave.run();
    return seconds;
  }

  private double secondsSince(long start) {
    return (clock.getAsLong() - start) * 1e-9;
  }
}
