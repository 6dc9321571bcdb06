// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.canter.physics.Fault;
import org.canter.physics.FaultRecord;
import org.canter.physics.Model;
import org.canter.physics.SimulationPool;
import org.canter.physics.SimulationSlice;
import org.canter.physics.Snapshot;

/**
 * A slice of a physics task: one native call steps all rows, one copy brings all readings into
 * Java, then the task looks at each row.
 */
final class PhysicsSlice extends SliceRows implements PhysicsAccess {
  private final BoundTask bound;
  private final PhysicsTask task;
  private final SimulationPool pool;
  private final SimulationSlice simulations;
  private final int frameSkip;
  private final int positions;
  private final int velocities;
  private final int rowWidth;
  // [count, rowWidth] each: readings before the last step, and after it
  private double[] before;
  private double[] after;
  // views and rows that are used again and again
  private final Readings beforeView;
  private final Readings afterView;
  private final Observation observation;
  private final double[] action;
  private final double[] qpos;
  private final double[] qvel;
  private final FaultLog faults = new FaultLog();

  /** Takes over the task; on failure the caller closes it. */
  PhysicsSlice(BoundTask bound, long seed, RandomStream stream, int first, int count) {
    super(bound.spec, seed, stream, first, count);
    this.bound = bound;
    this.task = bound.task;
    this.frameSkip = bound.setup.frameSkip();
    this.pool = SimulationPool.create(bound.model, count, bound.plan);
    this.simulations = pool.all();
    this.positions = pool.sizes().nq();
    this.velocities = pool.sizes().nv();
    this.rowWidth = bound.plan.width();
    this.before = new double[count * rowWidth];
    this.after = new double[count * rowWidth];
    this.beforeView = new Readings(positions, velocities);
    this.afterView = new Readings(positions, velocities);
    this.observation = new Observation(observationWidth);
    this.action = new double[actionWidth];
    this.qpos = new double[positions];
    this.qvel = new double[velocities];
  }

  @Override
  void resetRow(int row) {
    reference(qpos, qvel);
    try {
      task.reset(random, qpos, qvel);
    } catch (RuntimeException error) {
      throw failed(row, "reset", error);
    }
    begin(row, qpos, qvel);
  }

  /** Puts a row's simulation into a state and observes it. */
  private void begin(int row, double[] startQpos, double[] startQvel) {
    Fault fault = simulations.reset(row, startQpos, startQvel);
    if (fault != Fault.NONE) {
      String text = simulations.faultRecord(row).map(FaultRecord::text).orElse(fault.toString());
      throw new EnvironmentException(
          place(row) + ": the state that the episode begins with is refused: " + text);
    }
    readRow(row);
    observe(row);
  }

  @Override
  void stepRows(double[] actions, boolean[] active) {
    simulations.controls().put(0, actions);
    boolean anyFault = simulations.advance(frameSkip, active) > 0;
    double[] swapped = before;
    before = after;
    after = swapped;
    // rows that are not active keep their readings
    simulations.readings().get(0, after);
    for (int row = 0; row < count; row++) {
      if (active == null || active[row]) {
        if (anyFault && simulations.fault(row) != Fault.NONE) {
          takeFault(row);
        } else {
          takeStep(row, actions);
        }
      }
    }
  }

  private void takeStep(int row, double[] actions) {
    System.arraycopy(actions, row * actionWidth, action, 0, actionWidth);
    Readings then = beforeView.at(before, row * rowWidth);
    Readings now = afterView.at(after, row * rowWidth);
    double reward;
    boolean terminal;
    try {
      reward = task.reward(then, now, action);
      terminal = task.terminal(now);
    } catch (RuntimeException error) {
      throw failed(row, "reward or terminal", error);
    }
    putReward(row, reward);
    kinds[row] = terminal ? StepKind.TERMINAL : StepKind.MID;
    observe(row);
  }

  private void observe(int row) {
    Readings now = afterView.at(after, row * rowWidth);
    observation.at(observations, row * observationWidth);
    try {
      task.observe(now, observation);
    } catch (RuntimeException error) {
      throw failed(row, "observe", error);
    }
    if (observation.written() != observationWidth) {
      throw new EnvironmentException(
          place(row)
              + ": observe wrote "
              + observation.written()
              + " numbers, the setup's observationWidth is "
              + observationWidth);
    }
    requireObservation(row);
  }

  /** Keeps the observation from before, and what is needed to repeat the step. */
  private void takeFault(int row) {
    kinds[row] = StepKind.FAULT;
    rewards[row] = 0;
    System.arraycopy(before, row * rowWidth, after, row * rowWidth, rowWidth);
    Optional<FaultRecord> record = simulations.faultRecord(row);
    faults.add(
        new FaultReport(
            spec.id(),
            random.seed(),
            environment[row],
            episode[row],
            steps[row],
            record.map(FaultRecord::text).orElse(simulations.fault(row).toString()),
            record.flatMap(FaultRecord::frameStart).map(Snapshot::bytes).orElse(new byte[0])));
  }

  private EnvironmentException failed(int row, String call, RuntimeException error) {
    return new EnvironmentException(place(row) + ": " + call + " threw " + error, error);
  }

  private void readRow(int row) {
    simulations.readings().get(row * rowWidth, after, row * rowWidth, rowWidth);
  }

  @Override
  int rowBytes() {
    return pool.snapshotBytes();
  }

  @Override
  void saveRow(int row, ByteBuffer out) {
    out.put(simulations.snapshot(row).bytes());
  }

  @Override
  void restoreRow(int row, ByteBuffer in) {
    byte[] bytes = new byte[rowBytes()];
    in.get(bytes);
    simulations.restore(row, Snapshot.of(bytes));
    readRow(row);
  }

  @Override
  void closeRows() {
    pool.close();
    bound.close();
  }

  @Override
  public long faultCount() {
    return faults.count();
  }

  @Override
  public List<FaultReport> faults() {
    return faults.reports();
  }

  @Override
  public Optional<PhysicsAccess> physics() {
    return Optional.of(this);
  }

  @Override
  public Model model() {
    return bound.model;
  }

  @Override
  public SimulationPool pool() {
    return pool;
  }

  @Override
  public SimulationSlice simulations() {
    return simulations;
  }

  @Override
  public int frameSkip() {
    return frameSkip;
  }

  @Override
  public int positions() {
    return positions;
  }

  @Override
  public int velocities() {
    return velocities;
  }

  @Override
  public void reference(double[] outQpos, double[] outQvel) {
    System.arraycopy(bound.referenceQpos, 0, outQpos, 0, positions);
    System.arraycopy(bound.referenceQvel, 0, outQvel, 0, velocities);
  }

  @Override
  public void readState(int row, double[] outQpos, double[] outQvel) {
    System.arraycopy(after, row * rowWidth, outQpos, 0, positions);
    System.arraycopy(after, row * rowWidth + positions, outQvel, 0, velocities);
  }

  @Override
  public void place(int row, double[] newQpos, double[] newQvel) {
    begin(
        row,
        newQpos == null ? bound.referenceQpos : newQpos,
        newQvel == null ? bound.referenceQvel : newQvel);
  }
}
