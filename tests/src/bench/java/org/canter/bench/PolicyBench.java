// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.canter.bench.Turns.Subject;

/** Everything on one shape: compares the two sides, then times them in turns. */
final class PolicyBench implements AutoCloseable {
  private final Shape shape;
  private final Machine machine;
  private final Plan plan;
  private final SortedMap<Integer, Ours> ours = new TreeMap<>();
  private final TorchPolicy peer;
  private final Comparison comparison;

  /** Makes both sides and compares their results; throws where they disagree. */
  PolicyBench(Shape shape, Plan plan, Machine machine) {
    this.shape = shape;
    this.machine = machine;
    this.plan = plan;
    Problem problem = Problem.make(shape);
    comparison = new Comparison(problem, plan);
    comparison.withOracle();
    plan.threads().forEach(n -> ours.put(n, new Ours(problem, plan.context(n))));
    Torch.useThreads(1);
    peer = new TorchPolicy(problem);
    comparison.withPeer(ours.get(ours.firstKey()), peer);
    ours.values().forEach(other -> Comparison.bits(ours.get(ours.firstKey()), other));
  }

  /** Times operations that share a peer, for each number of threads. */
  List<Row> measure(List<Operation> operations) {
    List<Subject> subjects = new ArrayList<>();
    for (int threads : ours.keySet()) {
      subjects.add(machine.arithmetic(threads));
      operations.forEach(o -> subjects.add(Subject.of(ours.get(threads).call(o))));
      subjects.add(peer(operations.get(0).peer(), threads));
    }
    subjects.add(machine.roundTrips());
    List<Samples> samples = plan.turns().measure(subjects);
    List<Row> rows = new ArrayList<>();
    double roundTrip = Machine.roundTrip(samples.get(samples.size() - 1));
    int block = 0;
    for (int threads : ours.keySet()) {
      List<Samples> mine = samples.subList(block, block + operations.size() + 2);
      rows.addAll(rows(operations, threads, mine, roundTrip));
      block += mine.size();
    }
    return rows;
  }

  /** The rows of one number of threads, from the samples of peak, ours and peer. */
  private List<Row> rows(
      List<Operation> operations, int threads, List<Samples> samples, double roundTrip) {
    double peak = machine.arithmeticRate(samples.get(0), threads);
    Samples reference = samples.get(samples.size() - 1);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      rows.add(
          new Row(
              operation,
              shape.network(),
              shape.batch(),
              threads,
              samples.get(i + 1),
              operation.operations(shape),
              peak,
              reference,
              comparison.errors().get(operation),
              threads > 1 ? roundTrip : Double.NaN));
    }
    return rows;
  }

  private Subject peer(Operation operation, int threads) {
    Runnable enter = () -> Torch.useThreads(threads);
    Runnable leave = threads > 1 ? Torch::settle : () -> {};
    return new Subject(enter, () -> Torch.run(peer.call(operation)), () -> {}, leave);
  }

  @Override
  public void close() {
    ours.values().forEach(Ours::close);
    peer.close();
  }
}
