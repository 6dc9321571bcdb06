// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.canter.bench.Turns.Subject;
import org.canter.kernels.CudaDevice;
import org.canter.kernels.CudaDevices;
import org.canter.kernels.CudaOptions;
import org.canter.kernels.CudaRuntime;
import org.canter.kernels.CudaTraffic;
import org.canter.kernels.InstructionSet;
import org.canter.kernels.KernelContext;
import org.canter.kernels.KernelMemoryException;

/** Measures the kernels on a GPU: results first, then times beside the GPU's own limits. */
final class DeviceBench {
  /** Rows that the oracle computes as well; larger batches repeat them. */
  private static final int MOST_ORACLE_ROWS = 512;

  private static final int LEAST_ORACLE_ROWS = 100;

  /** Sets of trajectories: together 340 MiB. */
  private static final int SCAN_SETS = 8;

  private static final Set<DeviceOperation> OF_POLICY =
      EnumSet.complementOf(EnumSet.of(DeviceOperation.GAE));

  private final CudaDevice device;
  private final CudaOptions options;
  private final Turns turns;
  private final Consumer<String> say;
  private final Map<String, Map<DeviceOperation, double[]>> oracles = new HashMap<>();
  private final List<DeviceRow> rows = new ArrayList<>();
  private final DeviceLimits limits;

  /** Finds the device that a text names, and measures its limits with copies of some bytes. */
  DeviceBench(String name, CudaOptions options, Turns turns, long copied, Consumer<String> say) {
    this.device = CudaDevices.find(name);
    this.options = options;
    this.turns = turns;
    this.say = say;
    say.accept(device.name() + ": measuring its limits");
    try (KernelContext context = KernelContext.cuda(device, options)) {
      limits = DeviceLimits.measure(context, turns, copied);
    }
  }

  /** What a number on a page needs beside it. */
  Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>(Host.facts(InstructionSet.CUDA));
    facts.put("device", device.name() + ", " + device.capability());
    facts.put("multiprocessors", Integer.toString(device.multiprocessors()));
    facts.put("cuda", CudaRuntime.versions().toString());
    facts.put("precision", options.tf32() ? "float32, products in TF32" : "float32");
    facts.put("float32 limit", Table.number(limits.operations() * 1e-12) + " TFLOP/s");
    facts.put("copy limit", Table.number(limits.bytes() * 1e-9) + " GB/s");
    return facts;
  }

  DeviceLimits limits() {
    return limits;
  }

  List<DeviceRow> rows() {
    return rows;
  }

  /** Measures operations on a shape; where the GPU lacks the memory, says so and goes on. */
  void policy(Shape shape, Predicate<DeviceOperation> wanted) {
    List<DeviceOperation> operations = OF_POLICY.stream().filter(wanted).toList();
    if (operations.isEmpty()) {
      return;
    }
    int base = oracleRows(shape.batch());
    Problem problem = Problem.make(new Shape(shape.widths(), base));
    try (Owned owned = new Owned()) {
      KernelContext context = owned.add(KernelContext.cuda(device, options));
      DevicePolicy ours = new DevicePolicy(owned, context, problem, shape.batch() / base);
      Map<DeviceOperation, double[]> oracle =
          oracles.computeIfAbsent(problem.shape().toString(), same -> oracle(problem));
      for (DeviceOperation operation : operations) {
        ours.call(operation).run();
        double error =
            require(operation, shape.toString(), ours.last(operation), oracle.get(operation));
        add(measured(ours, context, operation, shape, error));
      }
    } catch (KernelMemoryException small) {
      say.accept(shape + " is left out: " + small.getMessage());
    }
  }

  private DeviceRow measured(
      DevicePolicy ours,
      KernelContext context,
      DeviceOperation operation,
      Shape shape,
      double error) {
    Runnable call = ours.call(operation);
    Samples samples = time(call, context);
    int examined = operation == DeviceOperation.UPDATE ? ours.examined() : 0;
    Work work =
        switch (operation) {
          case FISHER -> Work.fisher(shape);
          case GRADIENT -> Work.gradient(shape);
          case SOLVE -> Work.solve(shape);
          default -> Work.update(shape, examined);
        };
    CudaTraffic traffic = traffic(call, context);
    return new DeviceRow(
        operation, shape.network(), shape.batch(), samples, work, limits, error, traffic, examined);
  }

  /** Measures the scan of advantages. */
  void scan() {
    double[] wanted;
    try (Owned owned = new Owned()) {
      wanted = new DeviceScan(owned, owned.add(KernelContext.f64()), 1).result();
    }
    try (Owned owned = new Owned()) {
      KernelContext context = owned.add(KernelContext.cuda(device, options));
      DeviceScan ours = new DeviceScan(owned, context, SCAN_SETS);
      String subject = DeviceScan.STEPS + " x " + DeviceScan.ENVIRONMENTS;
      double error = require(DeviceOperation.GAE, subject, ours.result(), wanted);
      Samples samples = time(ours::run, context);
      CudaTraffic traffic = traffic(ours::run, context);
      Work work = Work.scan(DeviceScan.SIZE);
      add(
          new DeviceRow(
              DeviceOperation.GAE,
              subject,
              DeviceScan.SIZE,
              samples,
              work,
              limits,
              error,
              traffic,
              0));
    }
  }

  private void add(DeviceRow row) {
    rows.add(row);
    say.accept(String.join("  ", DeviceReport.cells(row)));
  }

  private Samples time(Runnable call, KernelContext context) {
    return turns.measure(List.of(Subject.unfinished(call, context::synchronize))).get(0);
  }

  /** What one call asks of the GPU, once everything is warm. */
  private static CudaTraffic traffic(Runnable call, KernelContext context) {
    context.synchronize();
    CudaTraffic before = context.traffic();
    call.run();
    return context.traffic().since(before);
  }

  private Map<DeviceOperation, double[]> oracle(Problem problem) {
    say.accept(problem.shape() + ": the double-precision oracle");
    Map<DeviceOperation, double[]> results = new EnumMap<>(DeviceOperation.class);
    try (Owned owned = new Owned()) {
      DevicePolicy oracle = new DevicePolicy(owned, owned.add(KernelContext.f64()), problem, 1);
      for (DeviceOperation operation : OF_POLICY) {
        oracle.call(operation).run();
        results.put(operation, oracle.last(operation));
      }
    }
    return results;
  }

  private double require(DeviceOperation operation, String subject, double[] got, double[] wanted) {
    double error = Comparison.error(got, wanted);
    double bound = operation.bound(options.tf32());
    if (!(error <= bound)) {
      throw new IllegalStateException(
          String.format(
              "%s of %s: relative error %.1e, at most %.1e is allowed; nothing wrong is timed",
              operation.label(), subject, error, bound));
    }
    return error;
  }

  /** The largest divisor of a batch that is few enough for the oracle, or all of it. */
  static int oracleRows(int batch) {
    for (int rows = MOST_ORACLE_ROWS; rows >= LEAST_ORACLE_ROWS; rows--) {
      if (batch % rows == 0) {
        return rows;
      }
    }
    return batch;
  }
}
