// SPDX-License-Identifier: Apache-2.0
package org.canter.run.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.canter.rollout.RolloutException;
import org.canter.run.RunListener;
import org.canter.run.TrainingRun;
import org.canter.train.IterationReport;
import org.canter.train.PhaseTimes;

/** Runs a training to its last iteration and no further: the policy is not scored afterwards. */
final class TimedTraining implements RunListener {
  private final TrainingRun run;
  private final int iterations;
  private final List<TrainMemory> memory = new ArrayList<>();
  private PhaseTimes phases = new PhaseTimes(0, 0, 0);
  private long begun;
  private double total;
  private double checkpoint;

  /** Prepares a run of so many iterations. */
  TimedTraining(TrainingRun run, int iterations) {
    this.run = run;
    this.iterations = iterations;
  }

  /** Trains; refuses a training in which the physics broke down, which cannot be replayed. */
  TrainTimes train() throws IOException {
    begun = System.nanoTime();
    run.run(this);
    if (run.trainer().collector().faultCount() > 0) {
      throw new RolloutException(
          run.trainer().config().env()
              + ": the simulation broke down during the training, which the simulator alone cannot"
              + " repeat; choose another --seed");
    }
    return new TrainTimes(total, phases, checkpoint, memory);
  }

  @Override
  public void iterated(IterationReport report) {
    PhaseTimes times = report.times();
    phases =
        new PhaseTimes(
            phases.rollout() + times.rollout(),
            phases.update() + times.update(),
            phases.fit() + times.fit());
    long done = report.iteration() + 1;
    if (done == 1 || done == iterations / 2 || done == iterations) {
      memory.add(TrainMemory.now());
    }
    if (done == iterations) {
      long end = System.nanoTime();
      total = (end - begun) * 1e-9;
      // writes the checkpoint of the last iteration, and nothing else
      run.stop();
      checkpoint = (System.nanoTime() - end) * 1e-9;
    }
  }
}
