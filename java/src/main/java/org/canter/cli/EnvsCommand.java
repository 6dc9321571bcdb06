// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.io.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Lists every environment with its sizes, ranges and limits. */
@Command(
    name = "envs",
    description = "Lists every environment with its sizes, ranges and limits.",
    mixinStandardHelpOptions = true)
final class EnvsCommand implements Runnable {
  @Spec private CommandSpec command;

  @Option(names = "--json", description = "print JSON, for programs")
  private boolean json;

  EnvsCommand() {}

  @Override
  public void run() {
    List<EnvironmentSpec> specs = new ArrayList<>();
    for (EnvironmentFactory factory : new KnownEnvironments(command.commandLine()).all()) {
      specs.add(factory.spec());
    }
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(Json.text(specs.stream().map(EnvsCommand::facts).toList()));
    } else {
      out.print(table(specs));
    }
    out.flush();
  }

  private static TextTable table(List<EnvironmentSpec> specs) {
    TextTable table = new TextTable("id", "observes", "acts", "dt, s", "limit", "description");
    for (EnvironmentSpec spec : specs) {
      table.add(
          spec.id(),
          Integer.toString(spec.observation().width()),
          actions(spec.action()),
          spec.dt() == 0 ? "" : Double.toString(spec.dt()),
          spec.timeLimit() == 0 ? "none" : Integer.toString(spec.timeLimit()),
          spec.description());
    }
    return table;
  }

  /** "6 in -1..1", "3 in -100..100, -60..60", "1 of 2 choices", "2 of 3, 2 choices". */
  private static String actions(Space space) {
    if (space.isDiscrete()) {
      String choices =
          IntStream.of(space.choices())
              .mapToObj(Integer::toString)
              .collect(Collectors.joining(", "));
      return space.width() + " of " + choices + " choices";
    }
    String ranges =
        IntStream.range(0, space.width())
            .mapToObj(i -> number(space.low(i)) + ".." + number(space.high(i)))
            .distinct()
            .collect(Collectors.joining(", "));
    return space.width() + " in " + ranges;
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static Map<String, Object> facts(EnvironmentSpec spec) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("id", spec.id());
    facts.put("description", spec.description());
    facts.put("observation", facts(spec.observation()));
    facts.put("action", facts(spec.action()));
    facts.put("time_limit", spec.timeLimit() == 0 ? null : spec.timeLimit());
    facts.put("dt", spec.dt() == 0 ? null : spec.dt());
    return facts;
  }

  private static Map<String, Object> facts(Space space) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("kind", space.isDiscrete() ? "discrete" : "box");
    facts.put("width", space.width());
    if (space.isDiscrete()) {
      facts.put("choices", IntStream.of(space.choices()).boxed().toList());
    } else {
      // null stands for no bound
      facts.put("low", bounds(space, space::low));
      facts.put("high", bounds(space, space::high));
    }
    return facts;
  }

  private static List<Double> bounds(Space space, IntToDoubleFunction bound) {
    return IntStream.range(0, space.width()).mapToObj(i -> bound.applyAsDouble(i)).toList();
  }
}
