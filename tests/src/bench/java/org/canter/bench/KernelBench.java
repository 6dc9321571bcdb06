// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.canter.bench.Turns.Effort;
import org.canter.kernels.InstructionSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Measures every kernel that policy optimisation waits for, beside libtorch in the same process.
 */
@Command(
    name = "kernels",
    description = "Measures the kernels beside libtorch and beside the limits of this machine.",
    mixinStandardHelpOptions = true)
final class KernelBench implements Callable<Integer> {
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  @Spec private CommandSpec spec;

  @Option(
      names = "--threads",
      split = ",",
      description = "numbers of threads, of both sides alike (default: 1,2 or what there are)")
  private List<Integer> threads = PROCESSORS > 1 ? List.of(1, 2) : List.of(1);

  @Option(
      names = "--shapes",
      split = ",",
      defaultValue =
          "11-64-64-3@2048,11-64-64-3@50000,17-64-64-6@2048,17-64-64-6@50000,"
              + "33-100-50-25-10@50000,376-100-50-25-17@50000",
      description = "observations-hidden-...-actions@rows (default: ${DEFAULT-VALUE})")
  private List<String> shapes;

  @Option(
      names = "--filter",
      description = "only operations whose name contains a match, such as 'fisher|update'")
  private Pattern filter = Pattern.compile("");

  @Option(
      names = "--isa",
      defaultValue = "auto",
      description = "instruction set of our kernels: auto, plain, avx2, avx512")
  private String isa;

  @Option(names = "--quick", description = "three rounds instead of up to 25")
  private boolean quick;

  @Option(
      names = "--cpu-time",
      description = "count only the time on a processor: for one thread on a busy machine")
  private boolean cpuTime;

  @Option(names = "--json", description = "JSON instead of tables")
  private boolean json;

  private final List<Row> rows = new ArrayList<>();
  private double allocated = Double.NaN;

  KernelBench() {}

  @Override
  public Integer call() {
    Effort effort = quick ? Effort.quick() : Effort.full();
    Plan plan = new Plan(checkedThreads(), checkedIsa(), new Turns(effort, clock()));
    List<Shape> parsed = parsedShapes();
    Map<String, String> facts = Host.facts(plan);
    try (Machine machine = new Machine(plan)) {
      for (Shape shape : parsed) {
        measure(shape, plan, machine);
      }
      measureOthers(plan, machine);
    } catch (IllegalStateException wrong) {
      say("wrong result: " + wrong.getMessage());
      return 1;
    }
    List<Bars.Verdict> verdicts = Bars.of(rows, allocated);
    print(facts, verdicts);
    return 0;
  }

  private void measure(Shape shape, Plan plan, Machine machine) {
    // operations with the same peer are timed together
    Map<Operation, List<Operation>> groups =
        Operation.ofPolicy().stream()
            .filter(this::wanted)
            .filter(operation -> !operation.isUpdate() || shape.isSixtyFour())
            .collect(Collectors.groupingBy(Operation::peer));
    if (groups.isEmpty()) {
      return;
    }
    say(shape + ": comparing results");
    try (PolicyBench bench = new PolicyBench(shape, plan, machine)) {
      new TreeSet<>(groups.keySet()).forEach(peer -> add(bench.measure(groups.get(peer))));
    }
  }

  private void measureOthers(Plan plan, Machine machine) {
    if (wanted(Operation.GAE)) {
      add(ScanBench.measure(plan, machine));
    }
    if (wanted(Operation.ACT)) {
      ActBench.Result result = ActBench.measure(plan, machine);
      allocated = result.allocated();
      add(List.of(result.row()));
    }
  }

  private void add(List<Row> measured) {
    rows.addAll(measured);
    measured.forEach(row -> say(String.join("  ", Table.cells(row))));
  }

  private boolean wanted(Operation operation) {
    return filter.matcher(operation.label()).find()
        || filter.matcher(operation.name().toLowerCase(Locale.ROOT)).find();
  }

  private void print(Map<String, String> facts, List<Bars.Verdict> verdicts) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(Json.of(facts, rows, verdicts));
      return;
    }
    facts.forEach((name, fact) -> out.println("* " + name + ": " + fact));
    out.println();
    out.println(Table.ofRows(rows));
    out.println(Table.ofBars(verdicts));
    if (!Double.isNaN(allocated)) {
      out.println("bytes allocated by a call with one row: " + allocated);
    }
  }

  private LongSupplier clock() {
    if (!cpuTime) {
      return System::nanoTime;
    }
    if (!threads.equals(List.of(1))) {
      throw usage("--cpu-time sees the calling thread alone: it needs --threads 1");
    }
    return ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime;
  }

  private SortedSet<Integer> checkedThreads() {
    for (int n : threads) {
      if (n < 1 || n > PROCESSORS) {
        throw usage(
            "--threads " + n + " is not in 1.." + PROCESSORS + ", the processors of this machine");
      }
    }
    return new TreeSet<>(threads);
  }

  private InstructionSet checkedIsa() {
    for (InstructionSet set : InstructionSet.values()) {
      if (set.label().equals(isa) && set.isAvailable()) {
        return set == InstructionSet.AUTO ? InstructionSet.best() : set;
      }
    }
    throw usage("--isa " + isa + " is not known to this build, or not to this processor");
  }

  private List<Shape> parsedShapes() {
    try {
      return shapes.stream().map(Shape::parse).toList();
    } catch (IllegalArgumentException wrong) {
      throw usage(wrong.getMessage());
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void say(String line) {
    spec.commandLine().getErr().println(line);
  }
}
