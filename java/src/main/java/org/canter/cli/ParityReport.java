// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.canter.compute.Compute;
import org.canter.compute.Device;
import org.canter.compute.DeviceSettings;
import org.canter.compute.parity.Parity;
import org.canter.compute.parity.ParityResult;

/**
 * What `doctor --parity` prints of a device.
 *
 * @param device its name and the precision of its kernels
 * @param results of all kernels and shapes
 */
record ParityReport(String device, List<ParityResult> results) {
  /** Tries the kernels of a device. */
  static ParityReport of(Device device, boolean tf32) {
    boolean coarse = tf32 && device.kind().equals(Device.CUDA);
    try (Compute compute = device.open(new DeviceSettings(coarse), 1)) {
      return new ParityReport(
          device + (coarse ? " in TF32" : " in float32"),
          Parity.of(compute.context(), coarse ? Parity.TF32 : Parity.FLOAT));
    }
  }

  /** Whether every error is within its bound. */
  boolean passes() {
    return results.stream().allMatch(ParityResult::passes);
  }

  /** A table with a line for each kernel, and a verdict. */
  String text() {
    List<String> shapes = results.stream().map(ParityResult::shape).distinct().toList();
    String[] titles =
        Stream.of(Stream.of("kernel"), shapes.stream(), Stream.of("bound", ""))
            .flatMap(all -> all)
            .toArray(String[]::new);
    TextTable table = new TextTable(titles);
    byKernel().forEach((kernel, found) -> table.add(row(kernel, found)));
    String gap = System.lineSeparator();
    long beyond = results.stream().filter(one -> !one.passes()).count();
    String verdict =
        beyond == 0
            ? "all %d errors are within their bounds".formatted(results.size())
            : "%d of %d errors are beyond their bounds: do not trust results of this device"
                .formatted(beyond, results.size());
    return device
        + ": squared error over squared length, against the oracle in double"
        + gap
        + table
        + verdict
        + gap;
  }

  private Map<String, List<ParityResult>> byKernel() {
    return results.stream()
        .collect(
            Collectors.groupingBy(ParityResult::kernel, LinkedHashMap::new, Collectors.toList()));
  }

  private static String[] row(String kernel, List<ParityResult> found) {
    boolean good = found.stream().allMatch(ParityResult::passes);
    return Stream.of(
            Stream.of(kernel),
            found.stream().map(one -> number(one.error())),
            Stream.of(number(found.get(0).bound()), good ? "ok" : "BEYOND"))
        .flatMap(all -> all)
        .toArray(String[]::new);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1e", value);
  }
}
