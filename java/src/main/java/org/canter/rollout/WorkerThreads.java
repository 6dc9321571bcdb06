// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** Threads that wait for jobs and do each of them together, every thread its own part. */
final class WorkerThreads implements AutoCloseable {
  private final Thread[] threads;
  private final Throwable[] failures;
  private IntConsumer job;
  private long jobs;
  private int unfinished;
  private boolean closed;

  /** Starts `count` daemon threads called `name`-0, `name`-1 and so on. */
  WorkerThreads(int count, String name) {
    threads = new Thread[count];
    failures = new Throwable[count];
    for (int i = 0; i < count; i++) {
      int number = i;
      threads[i] = new Thread(() -> work(number), name + "-" + i);
      threads[i].setDaemon(true);
    }
    Arrays.stream(threads).forEach(Thread::start);
  }

  /**
   * Calls `part` with 0 .. count - 1, each on its thread, and returns when all calls have ended. An
   * interrupt of the caller runs `interrupted` at once, and is remembered in its interrupt status.
   */
  synchronized void run(IntConsumer part, Runnable interrupted) {
    Arrays.fill(failures, null);
    job = part;
    unfinished = threads.length;
    jobs++;
    notifyAll();
    boolean status = false;
    while (unfinished > 0) {
      try {
        wait();
      } catch (InterruptedException exception) {
        status = true;
        interrupted.run();
      }
    }
    job = null;
    if (status) {
      Thread.currentThread().interrupt();
    }
  }

  /** What a thread's part of the last job threw; null if nothing. */
  synchronized Throwable failure(int number) {
    return failures[number];
  }

  private void work(int number) {
    long done = 0;
    IntConsumer part;
    while ((part = next(done)) != null) {
      done++;
      Throwable failure = null;
      try {
        part.accept(number);
      } catch (Throwable thrown) {
        // errors too: the thread must live, and the caller must hear of it
        failure = thrown;
      }
      finish(number, failure);
    }
  }

  /** Waits for the job after the first `done`; null when there will be none. */
  private synchronized IntConsumer next(long done) {
    while (jobs == done && !closed) {
      try {
        wait();
      } catch (InterruptedException exception) {
        // nobody but a task's own code can have meant this thread, and jobs end by other means
        Thread.interrupted();
      }
    }
    return jobs == done ? null : job;
  }

  private synchronized void finish(int number, Throwable failure) {
    failures[number] = failure;
    if (--unfinished == 0) {
      notifyAll();
    }
  }

  /** Ends the threads; no job may be running. Later calls do nothing. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    boolean status = false;
    for (Thread thread : threads) {
      while (thread.isAlive()) {
        try {
          thread.join();
        } catch (InterruptedException exception) {
          status = true;
        }
      }
    }
    if (status) {
      Thread.currentThread().interrupt();
    }
  }
}
