// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** No call of the Java face allocates on the Java heap once it is warm. */
class AllocationTest {
  private static final int CALLS = 200;
  // the first round loads classes, and a compiler may allocate on this thread in one more
  private static final int ROUNDS = 5;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TestFactory
  Stream<DynamicTest> noCallAllocates() {
    assumeTrue(THREADS.isThreadAllocatedMemorySupported());
    THREADS.setThreadAllocatedMemoryEnabled(true);
    return Stream.of(Real.values())
        .flatMap(
            real -> {
              try (TestPolicy p = new TestPolicy(KernelContext.Options.of(real, 1))) {
                return EveryCall.of(p).keySet().stream()
                    .map(name -> DynamicTest.dynamicTest(real + " " + name, () -> run(real, name)))
                    .toList()
                    .stream();
              }
            });
  }

  private static void run(Real real, String name) {
    try (TestPolicy p = new TestPolicy(KernelContext.Options.of(real, 1))) {
      Runnable call = prepared(p, name);
      long least = Long.MAX_VALUE;
      for (int round = 0; round < ROUNDS && least > 0; round++) {
        least = Math.min(least, allocatedBy(call));
      }
      assertWithMessage("bytes that %s calls of %s allocate", CALLS, name).that(least).isEqualTo(0);
    }
  }

  /** A call with those that come before it in the list done once: some need a recording. */
  private static Runnable prepared(TestPolicy p, String name) {
    for (var entry : EveryCall.of(p).entrySet()) {
      entry.getValue().run();
      if (entry.getKey().equals(name)) {
        return entry.getValue();
      }
    }
    throw new AssertionError(name);
  }

  private static long allocatedBy(Runnable call) {
    long thread = Thread.currentThread().getId();
    long before = THREADS.getThreadAllocatedBytes(thread);
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return THREADS.getThreadAllocatedBytes(thread) - before;
  }
}
