// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Says what this machine has, and the remedy for each thing it lacks. */
@Command(
    name = "doctor",
    description = "Says what this machine has, and the remedy for each thing it lacks.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  DoctorCommand() {}

  @Override
  public Integer call() {
    List<Finding> findings = MachineChecks.all();
    PrintWriter out = spec.commandLine().getOut();
    findings.forEach(finding -> out.println(finding.text()));
    boolean failed = findings.stream().anyMatch(f -> f.state() == Finding.State.FAILED);
    return (failed ? ExitCode.DEVICE : ExitCode.OK).code();
  }
}
