// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import org.canter.compute.Devices;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What a command uses of this machine; no result follows from it. */
final class MachineOptions {
  private static final int MOST_THREADS = 256;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "threads; results do not depend on them (default: all processors)")
  private Integer threads;

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "auto",
      description = "where updates run: auto, cpu, cuda[:i] (default: ${DEFAULT-VALUE})")
  private String device;

  MachineOptions() {}

  /** Threads, checked. */
  int threads(CommandLine line) {
    if (threads == null) {
      return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }
    if (threads < 1 || threads > MOST_THREADS) {
      throw new ParameterException(
          line, "--threads " + threads + ": must be in [1, " + MOST_THREADS + "]");
    }
    return threads;
  }

  /** The device, checked. */
  String device(CommandLine line) {
    try {
      return Devices.choose(device);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(line, "--" + wrong.getMessage(), wrong);
    }
  }
}
