// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Java threads that each run one of several tasks at the same time; the caller runs the first. */
final class Crew implements AutoCloseable {
  /** How long a thread looks for work before it sleeps: turns of one subject follow at once. */
  private static final int SPINS = 2000;

  private final Thread[] threads;
  private final AtomicInteger unfinished = new AtomicInteger();
  private volatile int turn;
  private volatile boolean closed;
  private Runnable[] tasks;

  /** Starts size - 1 threads. */
  Crew(int size) {
    threads = new Thread[size - 1];
    for (int i = 0; i < threads.length; i++) {
      int task = i + 1;
      threads[i] = new Thread(() -> work(task), "bench-" + task);
      threads[i].setDaemon(true);
      threads[i].start();
    }
  }

  /** Runs as many tasks as the crew has threads, and returns when all are done. */
  void run(Runnable... work) {
    tasks = work;
    unfinished.set(threads.length);
    turn++;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
    work[0].run();
    while (unfinished.get() > 0) {
      Thread.onSpinWait();
    }
  }

  private void work(int task) {
    int seen = 0;
    while (!closed) {
      awaitTurnAfter(seen);
      if (turn != seen) {
        seen = turn;
        tasks[task].run();
        unfinished.decrementAndGet();
      }
    }
  }

  private void awaitTurnAfter(int seen) {
    for (int spin = 0; spin < SPINS; spin++) {
      if (turn != seen || closed) {
        return;
      }
      Thread.onSpinWait();
    }
    LockSupport.park(this);
  }

  @Override
  public void close() {
    closed = true;
    for (Thread thread : threads) {
      LockSupport.unpark(thread);
    }
  }
}
