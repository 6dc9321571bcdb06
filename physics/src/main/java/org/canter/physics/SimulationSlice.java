// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.nio.DoubleBuffer;
import java.util.Optional;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.canter.physics.c.PhysicsApi;
import org.canter.physics.c.canterp_pool;

/**
 * Some simulations of a pool, stepped by one thread. Rows are numbered from 0: row i is simulation
 * {@link #first()} + i. Buffers are off-heap, made once, and belong to the slice.
 *
 * <p>A frame: fill {@link #controls()}, call {@link #advance}, look at {@link #fault}, read {@link
 * #readings()}. A simulation whose frame ended in a fault is in the model's initial state, and has
 * to be reset or restored before it means anything again.
 */
public final class SimulationSlice extends SliceState {
  private final int flags;
  private final Numbers controls;
  private final Numbers readings;
  private final DoublePointer[] readingRows;
  private final Numbers qpos;
  private final Numbers qvel;
  private final Octets active;

  SimulationSlice(SimulationPool pool, int first, int count) {
    super(pool, first, count);
    ModelSizes sizes = pool.sizes();
    this.flags = pool.readings().needsBodyForces() ? PhysicsApi.CANTERP_BODY_FORCES : 0;
    this.controls = new Numbers((long) count * sizes.nu());
    this.readings = new Numbers((long) count * pool.readings().width());
    this.readingRows = readings.rows(count, pool.readings().width());
    this.qpos = new Numbers(sizes.nq());
    this.qvel = new Numbers(sizes.nv());
    this.active = new Octets(count);
  }

  /**
   * The controls of the next frame.
   *
   * @return [count, nu], to be filled; always the same buffer
   */
  public DoubleBuffer controls() {
    return controls.buffer;
  }

  /**
   * The readings after the last frame, or of the last {@link #gather}. The row of a simulation with
   * a fault does not matter.
   *
   * @return [count, R] as {@link SimulationPool#readings()} plans; always the same buffer
   */
  public DoubleBuffer readings() {
    return readings.buffer;
  }

  /**
   * One frame for every simulation.
   *
   * @param frameSkip how many steps, at least 1
   * @return how many faults there were
   */
  public int advance(int frameSkip) {
    return advance(frameSkip, null);
  }

  /**
   * One frame for some simulations: the others keep their state and their readings.
   *
   * @param frameSkip how many steps, at least 1
   * @param rows which simulations take part [count]; null for all of them
   * @return how many faults there were
   */
  public int advance(int frameSkip, boolean[] rows) {
    if (rows != null && rows.length != count) {
      throw new PhysicsArgumentException(
          "rows.length = " + rows.length + ", expected " + count + ", one flag for each row");
    }
    return call(
        nativePool -> {
          for (int row = 0; rows != null && row < count; row++) {
            active.buffer.put(row, (byte) (rows[row] ? 1 : 0));
          }
          Pointer mask = rows == null ? null : active.pointer;
          Status.check(
              PhysicsApi.canterp_pool_advance(
                  nativePool,
                  readings.pointer,
                  faults.pointer,
                  controls.pointer,
                  mask,
                  frameSkip,
                  flags,
                  first,
                  count));
          return countFaults();
        });
  }

  private int countFaults() {
    int found = 0;
    for (int row = 0; row < count; row++) {
      found += faults.buffer.get(row) == 0 ? 0 : 1;
    }
    return found;
  }

  /**
   * How a row's last frame, reset or forward pass ended.
   *
   * @param row the row
   * @return NONE if it is whole, or if the row took no part
   */
  public Fault fault(int row) {
    requireRow(row);
    return Fault.of(faults.buffer.get(row));
  }

  /**
   * What is known of a row's last fault: to be asked before the row is reset or restored.
   *
   * @param row the row
   * @return empty if there was none since the row's last reset or restore
   */
  public Optional<FaultRecord> faultRecord(int row) {
    requireRow(row);
    return call(
        nativePool -> {
          Fault fault = Fault.of(PhysicsApi.canterp_pool_fault(nativePool, first + row));
          if (fault == Fault.NONE) {
            return Optional.empty();
          }
          BytePointer text = PhysicsApi.canterp_pool_fault_text(nativePool, first + row);
          int status =
              PhysicsApi.canterp_pool_frame_start(nativePool, snapshot.pointer, first + row);
          boolean kept = status == PhysicsApi.CANTERP_OK;
          return Optional.of(
              new FaultRecord(
                  fault, Status.text(text), kept ? Optional.of(copy()) : Optional.empty()));
        });
  }

  /**
   * Begins an episode: the model's initial state, then the given positions and velocities, then a
   * forward pass. The row's readings follow.
   *
   * @param row the row
   * @param positions qpos [nq]; null for the model's own
   * @param velocities qvel [nv]; null for rest
   * @return NONE, or what is wrong with that state
   */
  public Fault reset(int row, double[] positions, double[] velocities) {
    requireRow(row);
    return call(
        nativePool -> {
          Pointer q = positions == null ? null : qpos.take(positions, "positions");
          Pointer v = velocities == null ? null : qvel.take(velocities, "velocities");
          Status.check(
              PhysicsApi.canterp_pool_reset(nativePool, faults.at(row), q, v, first + row, 1));
          gatherRow(nativePool, row);
          return Fault.of(faults.buffer.get(row));
        });
  }

  /**
   * A forward pass: all derived fields and the row's readings become those of its state.
   *
   * @param row the row
   * @return NONE, or what is wrong with that state
   */
  public Fault forward(int row) {
    requireRow(row);
    return call(
        nativePool -> {
          Status.check(
              PhysicsApi.canterp_pool_forward(nativePool, faults.at(row), flags, first + row, 1));
          gatherRow(nativePool, row);
          return Fault.of(faults.buffer.get(row));
        });
  }

  /**
   * Reads a row again, as it is now.
   *
   * @param row the row
   */
  public void gather(int row) {
    requireRow(row);
    call(
        nativePool -> {
          gatherRow(nativePool, row);
          return row;
        });
  }

  @Override
  void restored(canterp_pool nativePool, int row) {
    gatherRow(nativePool, row);
  }

  private void gatherRow(canterp_pool nativePool, int row) {
    Status.check(PhysicsApi.canterp_pool_gather(nativePool, readingRows[row], first + row, 1));
  }

  /**
   * Replays frames of all rows in a native loop that does nothing but steps: neither readings nor
   * faults. A yardstick for benchmarks; reset the rows before they are used otherwise.
   *
   * @param controls [frames, count, nu]
   * @param resets [frames, count], not 0 where an episode begins before the frame
   * @param states [flags set, nq + 2 nv], what the episodes begin with, by frames, then by rows:
   *     qpos, qvel and qacc_warmstart after a {@link #reset}
   * @param frameSkip how many steps a frame has, at least 1
   */
  public void replay(double[] controls, byte[] resets, double[] states, int frameSkip) {
    ModelSizes sizes = pool.sizes();
    int frames = resets.length / count;
    long begun = IntStream.range(0, resets.length).filter(i -> resets[i] != 0).count();
    if (resets.length != frames * count
        || controls.length != (long) resets.length * sizes.nu()
        || states.length != begun * (sizes.nq() + 2 * sizes.nv())) {
      throw new PhysicsArgumentException(
          "replay of "
              + controls.length
              + " controls, "
              + resets.length
              + " flags and "
              + states.length
              + " numbers of states: for "
              + count
              + " rows each frame has "
              + count
              + " flags and "
              + count * sizes.nu()
              + " controls, each flag "
              + (sizes.nq() + 2 * sizes.nv())
              + " numbers");
    }
    call(
        nativePool -> {
          try (DoublePointer ctrl = new DoublePointer(controls);
              BytePointer flags = begun == 0 ? null : new BytePointer(resets);
              DoublePointer starts = new DoublePointer(states)) {
            Status.check(
                PhysicsApi.canterp_pool_replay(
                    nativePool, ctrl, flags, starts, frames, frameSkip, first, count));
          }
          return frames;
        });
  }
}
