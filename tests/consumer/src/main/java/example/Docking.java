// SPDX-License-Identifier: Apache-2.0
package example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.canter.algo.RunConfig;
import org.canter.compute.Compute;
import org.canter.config.ConfigLayer;
import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;
import org.canter.train.Agent;
import org.canter.train.IterationReport;
import org.canter.train.TrainConfig;
import org.canter.train.Trainer;

/** A program whose only dependency is Canter: a task of its own, learnt, scored, saved, loaded. */
public final class Docking extends ArrayEnvironment {
  private static final double DT = 0.1; // s
  private static final double MAX_FORCE = 2.0; // N, on a cart of 1 kg

  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec(
          "demo/Docking",
          Space.unbounded(2),
          Space.box(1, -MAX_FORCE, MAX_FORCE),
          100,
          DT,
          "bring a cart to rest at the origin");

  private Docking() {
    super(SPEC, 2);
  }

  @Override
  protected void begin(EnvironmentRandom numbers) {
    state[0] = numbers.uniform(-1, 1);
    state[1] = 0;
  }

  @Override
  protected void observe(double[] observation) {
    observation[0] = state[0];
    observation[1] = state[1];
  }

  @Override
  public StepKind step(double[] action, double[] observation) {
    double force = Math.max(-MAX_FORCE, Math.min(MAX_FORCE, action[0]));
    state[1] += DT * force;
    state[0] += DT * state[1];
    reward = -(state[0] * state[0] + 0.1 * state[1] * state[1] + 0.01 * force * force);
    observe(observation);
    return StepKind.MID;
  }

  /** Trains for some iterations, and ends with 1 unless the policy became better and was kept. */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args.length > 0 ? args[0] : "docking.policy");
    EnvironmentFactory task = EnvironmentFactory.of(Docking::new);
    Map<String, ?> settings = Map.of("env", SPEC.id(), "steps", 40_000, "advantage.gamma", 0.98);
    TrainConfig config = RunConfig.resolve(List.of(ConfigLayer.of("Docking", settings)));
    double before;
    double after;
    try (Trainer trainer = Trainer.open(config, task, 2)) {
      before = score(trainer.agent(), task);
      while (!trainer.isDone()) {
        IterationReport report = trainer.iterate();
        System.out.printf(
            "iteration %2d  return %7.2f  entropy %5.2f%n",
            report.iteration(), report.returnMean(), report.metrics().get("entropy"));
      }
      after = score(trainer.agent(), task);
      trainer.agent().write(file);
    }
    double loaded;
    // what another program would do: the file and the task are all it needs
    try (Compute compute = Compute.cpu(1);
        Agent agent = Agent.read(compute, task.spec(), file)) {
      loaded = score(agent, task);
    }
    System.out.printf("return before %.3f, after %.3f, loaded %.3f%n", before, after, loaded);
    System.exit(after > before && loaded == after ? 0 : 1);
  }

  private static double score(Agent agent, EnvironmentFactory task) {
    return agent.evaluate(task, 1, 20, 2).mean();
  }
}
