// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.canter.compute.Device;
import org.canter.compute.Devices;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Says what this machine has, and the remedy for each thing it lacks. */
@Command(
    name = "doctor",
    description = {
      "Says what this machine has, and the remedy for each thing it lacks.",
      "Exit code 0 if nothing is missing that is needed, else 4."
    },
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--parity",
      description = {
        "let each kernel of the processor and of every GPU compute the same as an oracle in"
            + " double,",
        "and print the errors"
      })
  private boolean parity;

  @Option(names = "--tf32", description = "with --parity: multiply in TF32 on GPUs")
  private boolean tf32;

  DoctorCommand() {}

  @Override
  public Integer call() {
    List<Finding> findings = MachineChecks.all();
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> out.println(finding.text()));
    boolean failed = findings.stream().anyMatch(f -> f.state() == Finding.State.FAILED);
    if (parity && !failed) {
      failed = !agrees(out);
    }
    out.flush();
    return (failed ? ExitCode.DEVICE : ExitCode.OK).code();
  }

  private boolean agrees(PrintWriter out) {
    boolean all = true;
    for (Device device : Devices.all()) {
      if (device.isSupported()) {
        ParityReport report = ParityReport.of(device, tf32);
        out.println();
        out.print(report.text());
        all &= report.passes();
      }
    }
    return all;
  }
}
