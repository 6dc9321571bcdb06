// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.canter.kernels.c.KernelsApi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles and slabs that were created and not closed yet. A program that closes what it opens sees
 * zero at its end. With the system property {@code canter.leaks=true}, set before the first handle,
 * each one remembers where it was created.
 */
public final class LiveHandles {
  /** The system property that turns creation traces on. */
  public static final String TRACE_PROPERTY = "canter.leaks";

  private static final Logger LOG = LoggerFactory.getLogger(LiveHandles.class);
  private static final boolean TRACING = Boolean.getBoolean(TRACE_PROPERTY);
  private static final Set<Ownership> OPEN = ConcurrentHashMap.newKeySet();
  private static final AtomicLong LEAKED = new AtomicLong();

  private LiveHandles() {}

  /**
   * How many handles and slabs are open in this process.
   *
   * @return the sum of {@link #countByType()}
   */
  public static int count() {
    return OPEN.size();
  }

  /**
   * How many handles of each type are open; types without any are left out.
   *
   * @return counts by type, such as {Policy=1, Slab=7}, sorted by name
   */
  public static Map<String, Integer> countByType() {
    Map<String, Integer> counts = new TreeMap<>();
    OPEN.forEach(ownership -> counts.merge(ownership.type(), 1, Integer::sum));
    return counts;
  }

  /**
   * How many handles the native library counts (slabs are not its own); 0 if it is not loaded.
   *
   * @return handles created and not destroyed in this process
   */
  public static long nativeCount() {
    Retired.drain();
    return NativeKernels.isLoaded() ? KernelsApi.canter_live_handles() : 0;
  }

  /**
   * How many handles were dropped without being closed, so far; each was logged as a warning.
   *
   * @return a count that never falls
   */
  public static long leaked() {
    return LEAKED.get();
  }

  /**
   * A text for each open handle, with the stack of its creation where that is traced.
   *
   * @return texts to show to whoever looks for a leak
   */
  public static List<String> describe() {
    return OPEN.stream().map(LiveHandles::describe).sorted().toList();
  }

  /** Whether handles remember where they were created. */
  static boolean isTracing() {
    return TRACING;
  }

  /** Counts a new handle. */
  static void opened(Ownership ownership) {
    OPEN.add(ownership);
  }

  /** Counts a handle as closed. */
  static void closed(Ownership ownership) {
    OPEN.remove(ownership);
  }

  /** Reports a handle that nobody can close any more. */
  static void leaked(Ownership ownership) {
    LEAKED.incrementAndGet();
    if (ownership.creation() == null) {
      LOG.warn(
          "{} was never closed; close it, or run with -D{}=true to see where it was created",
          ownership,
          TRACE_PROPERTY);
    } else {
      LOG.warn("{} was never closed", ownership, ownership.creation());
    }
  }

  private static String describe(Ownership ownership) {
    Throwable creation = ownership.creation();
    if (creation == null) {
      return ownership.toString();
    }
    return Stream.of(creation.getStackTrace())
        .map(frame -> System.lineSeparator() + "  at " + frame)
        .collect(Collectors.joining("", ownership + " created", ""));
  }
}
