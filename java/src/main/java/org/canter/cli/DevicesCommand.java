// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import org.canter.compute.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Lists the devices that updates can run on. */
@Command(
    name = "devices",
    description = "Lists the devices that updates can run on.",
    mixinStandardHelpOptions = true)
final class DevicesCommand implements Runnable {
  @Spec private CommandSpec command;

  DevicesCommand() {}

  @Override
  public void run() {
    PrintWriter out = command.commandLine().getOut();
    Devices.all().forEach(device -> out.println(device.name() + ": " + device.description()));
    Devices.gpuProblem().ifPresent(reason -> out.println("no GPU: " + reason));
    out.flush();
  }
}
