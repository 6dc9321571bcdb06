// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import org.canter.env.EnvironmentException;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRegistry;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Environments by the ids of the command line. */
final class KnownEnvironments {
  private final EnvironmentRegistry registry = EnvironmentRegistry.standard();
  private final CommandLine line;

  /** For a command, which complaints will name. */
  KnownEnvironments(CommandLine line) {
    this.line = line;
  }

  Iterable<EnvironmentFactory> all() {
    return registry.all();
  }

  /** The environment with an id; an unknown one is a wrong command line, with a suggestion. */
  EnvironmentFactory find(String id) {
    try {
      return registry.find(id);
    } catch (EnvironmentException unknown) {
      throw new ParameterException(line, unknown.getMessage(), unknown);
    }
  }
}
