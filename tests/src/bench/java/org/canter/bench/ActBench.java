// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.canter.bench.Turns.Subject;

/** One row at a time, as an environment that is stepped alone asks for it: what a call costs. */
final class ActBench {
  private static final Shape SHAPE = Shape.parse("17-64-64-6@1");
  private static final int CALLS = 200_000;

  private ActBench() {}

  /**
   * What was measured.
   *
   * @param row the times
   * @param allocated bytes on the Java heap for each call
   */
  record Result(Row row, double allocated) {}

  /** Compares with the oracle and the peer, then times. */
  static Result measure(Plan plan, Machine machine) {
    Problem problem = Problem.make(SHAPE);
    Comparison comparison = new Comparison(problem, plan);
    comparison.withOracle();
    Torch.useThreads(1);
    try (Ours ours = new Ours(problem, plan.context(1));
        TorchPolicy peer = new TorchPolicy(problem)) {
      comparison.withPeer(ours, peer);
      Runnable call = ours.call(Operation.ACT);
      List<Samples> samples =
          plan.turns()
              .measure(
                  List.of(
                      machine.arithmetic(1),
                      Subject.of(call),
                      Subject.of(() -> Torch.run(peer.call(Operation.ACT)))));
      Row row =
          new Row(
              Operation.ACT,
              SHAPE.network(),
              SHAPE.batch(),
              1,
              samples.get(1),
              Operation.ACT.operations(SHAPE),
              machine.arithmeticRate(samples.get(0), 1),
              samples.get(2),
              comparison.errors().get(Operation.FORWARD),
              Double.NaN);
      return new Result(row, allocated(call));
    }
  }

  /** Bytes that a call takes from this thread's part of the heap. */
  private static double allocated(Runnable call) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      call.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / (double) CALLS;
  }
}
