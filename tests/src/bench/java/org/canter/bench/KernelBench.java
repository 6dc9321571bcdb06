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
import org.canter.kernels.CudaOptions;
import org.canter.kernels.CudaUnavailableException;
import org.canter.kernels.InstructionSet;
import org.canter.kernels.KernelArgumentException;
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

  /** The program's exit code where there is no device. */
  private static final int NO_DEVICE = 4;

  // a copy of this size shows the memory's bandwidth; a small one that of a cache
  private static final long COPY = 1L << 30;
  private static final long QUICK_COPY = 1L << 26;

  @Spec private CommandSpec spec;

  @Option(
      names = "--threads",
      split = ",",
      description = "numbers of threads, of both sides alike (default: 1,2 or what there are)")
  private List<Integer> threads = PROCESSORS > 1 ? List.of(1, 2) : List.of(1);

  @Option(
      names = "--device",
      defaultValue = "cpu",
      description =
          "cpu, or a GPU: cuda, cuda:1, cuda:UUID (without libtorch; times beside limits)")
  private String device;

  @Option(names = "--tf32", description = "on a GPU: products in TF32, with their error")
  private boolean tf32;

  @Option(
      names = "--shapes",
      split = ",",
      description =
          "observations-hidden-...-actions@rows (default: 11-64-64-3 and others on the CPU; on a"
              + " GPU 17-64-64-6, 33-100-50-25-10, 376-100-50-25-17 and 376-256-256-17, each"
              + " @2048, @50000 and @1000000)")
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
    if (!device.equals("cpu")) {
      return measureDevice();
    }
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

  private int measureDevice() {
    if (cpuTime) {
      throw usage("--cpu-time sees no GPU: leave it out with --device " + device);
    }
    Turns turns = new Turns(quick ? Effort.quick() : Effort.device(), System::nanoTime);
    List<Shape> parsed = parsedShapes();
    DeviceBench bench;
    try {
      bench =
          new DeviceBench(
              device, new CudaOptions(tf32), turns, quick ? QUICK_COPY : COPY, this::say);
      if (wantedOnDevice(DeviceOperation.GAE)) {
        bench.scan();
      }
      parsed.forEach(shape -> bench.policy(shape, this::wantedOnDevice));
    } catch (KernelArgumentException wrong) {
      throw usage(wrong.getMessage());
    } catch (CudaUnavailableException absent) {
      say(absent.getMessage());
      return NO_DEVICE;
    } catch (IllegalStateException wrong) {
      say("wrong result: " + wrong.getMessage());
      return 1;
    }
    print(bench);
    return 0;
  }

  private boolean wantedOnDevice(DeviceOperation operation) {
    return filter.matcher(operation.label()).find() || filter.matcher(operation.key()).find();
  }

  private void print(DeviceBench bench) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(DeviceReport.json(bench.facts(), bench.limits(), bench.rows()));
      return;
    }
    bench.facts().forEach((name, fact) -> out.println("* " + name + ": " + fact));
    out.println();
    out.println(DeviceReport.table(bench.rows()));
    out.println(Table.ofBars(DeviceReport.bars(bench.rows())));
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
      if (shapes == null) {
        return device.equals("cpu") ? Shape.standard() : Shape.standardOnDevice();
      }
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
