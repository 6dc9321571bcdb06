// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import org.canter.compute.Device;
import org.canter.compute.DeviceException;
import org.canter.compute.Devices;
import org.canter.run.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/**
 * What a command uses of this machine. No result follows from threads; from devices only as far as
 * their kinds differ.
 */
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
      description = {
        "where updates run: auto, cpu, cuda, cuda:INDEX, cuda:UUID",
        "(default: auto, which is the first GPU if there is one; what goes on with a run: the",
        "kind of device that the run was made on)"
      })
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

  /** The device of a new run, checked. */
  Device device(CommandLine line) {
    try {
      return Devices.choose(device == null ? Devices.AUTO : device);
    } catch (IllegalArgumentException wrong) {
      throw new ParameterException(line, "--" + wrong.getMessage(), wrong);
    }
  }

  /** The device to go on with a run, checked: of the kind that the run was made on. */
  Device device(CommandLine line, SavedRun run) {
    if (device != null || run.deviceKind().isEmpty()) {
      return device(line);
    }
    try {
      return Devices.choose(run.deviceKind().get());
    } catch (DeviceException lacking) {
      throw new DeviceException(
          run.directory().path() + " was trained on a GPU: " + lacking.getMessage(), lacking);
    }
  }

  /** Throws if a GPU was asked for where none is used. */
  void requireProcessor(CommandLine line, String what) {
    if (device != null && !device.equalsIgnoreCase(Device.CPU) && !device.equals(Devices.AUTO)) {
      throw new ParameterException(
          line, "--device " + device + ": " + what + "; leave the option out");
    }
  }
}
