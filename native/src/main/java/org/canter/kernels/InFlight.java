// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Marks a thread as being inside a native call, so that memory which is closed meanwhile outlives
 * the call.
 *
 * <p>Each thread has a mark of its own: no cache line is shared between threads that call at the
 * same time, and a call costs one fence (about 10 ns) instead of a counter per argument. A call
 * enters first and looks at its arguments after; {@link Retired} closes first and looks at the
 * marks after: one of them sees the other.
 */
final class InFlight {
  private static final VarHandle SEQUENCE;
  private static final Queue<InFlight> MARKS = new ConcurrentLinkedQueue<>();
  private static final ThreadLocal<InFlight> MINE = ThreadLocal.withInitial(InFlight::register);

  static {
    try {
      SEQUENCE = MethodHandles.lookup().findVarHandle(InFlight.class, "sequence", long.class);
    } catch (ReflectiveOperationException impossible) {
      throw new ExceptionInInitializerError(impossible);
    }
  }

  private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());

  // odd while the owner is inside a call; written by the owner only
  private volatile long sequence;
  private int depth;

  private InFlight() {}

  /** Marks the calling thread; calls nest. Pair with {@link #leave()} in a finally block. */
  static InFlight enter() {
    InFlight mark = MINE.get();
    if (mark.depth++ == 0) {
      // a full fence: the arguments' closed flags are read after the mark is visible
      SEQUENCE.setVolatile(mark, (long) SEQUENCE.get(mark) + 1);
    }
    return mark;
  }

  /** Ends the call; frees what was closed meanwhile and nobody else uses. */
  void leave() {
    if (--depth == 0) {
      SEQUENCE.setRelease(this, (long) SEQUENCE.get(this) + 1);
      if (Retired.isPending()) {
        Retired.drain();
      }
    }
  }

  /** The sequence number: odd while the owner is inside a call. */
  long sequence() {
    return sequence;
  }

  /** The marks of all threads; those of threads that ended are dropped on the way. */
  static Iterable<InFlight> marks() {
    MARKS.removeIf(mark -> mark.owner.get() == null);
    return MARKS;
  }

  private static InFlight register() {
    InFlight mark = new InFlight();
    MARKS.add(mark);
    return mark;
  }
}
