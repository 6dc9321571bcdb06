// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.ToIntFunction;
import org.bytedeco.javacpp.IntPointer;
import org.canter.physics.ReadingPlan.Part;
import org.canter.physics.c.PhysicsApi;
import org.canter.physics.c.canterp_model;
import org.canter.physics.c.canterp_plan;
import org.canter.physics.c.canterp_pool;

/**
 * Simulations of one model, with memory that was planned before. They are used through slices: a
 * thread makes one for the simulations that it owns. What a simulation does depends on its own
 * state and controls only, not on the slice or the thread.
 */
public final class SimulationPool extends PhysicsHandle {
  private final canterp_pool handle;
  private final PoolPlan plan;
  private final ReadingPlan readings;
  private final ModelSizes sizes;
  private final int[] fieldWidths;
  private final int snapshotBytes;

  // those that may be inside a native call
  private final Set<SimulationSlice> slices =
      Collections.newSetFromMap(Collections.synchronizedMap(new WeakHashMap<>()));

  private SimulationPool(canterp_pool handle, Model model, PoolPlan plan, ReadingPlan readings) {
    super(
        "SimulationPool of " + plan.simulations() + " with " + model,
        () -> PhysicsApi.canterp_pool_destroy(handle));
    this.handle = handle;
    this.plan = plan;
    this.readings = readings;
    this.sizes = model.sizes();
    this.snapshotBytes = model.snapshotBytes();
    this.fieldWidths = new int[FieldKind.values().length];
    for (FieldKind field : FieldKind.values()) {
      fieldWidths[field.ordinal()] = field.width(model);
    }
  }

  /**
   * Takes the memory of a plan. Every simulation is in the model's initial state, without a forward
   * pass: reset it before its first frame.
   *
   * @param model the model, which may be closed afterwards
   * @param plan a plan of that model
   * @param readings what is read of every simulation after each frame
   * @return the pool, to be closed
   * @throws PhysicsMemoryException if the memory could not be had
   */
  public static SimulationPool create(Model model, PoolPlan plan, ReadingPlan readings) {
    canterp_pool pool = new canterp_pool(null);
    try (canterp_plan sizes = plan.toNative()) {
      model.use(
          () -> {
            canterp_model source = model.handle();
            Status.check(PhysicsApi.canterp_pool_create(pool, source, sizes));
            return pool;
          });
    }
    try {
      setReadings(pool, readings);
      return new SimulationPool(pool, model, plan, readings);
    } catch (RuntimeException failure) {
      PhysicsApi.canterp_pool_destroy(pool);
      throw failure;
    }
  }

  /**
   * Takes the memory of an automatic plan.
   *
   * @param model the model, which may be closed afterwards
   * @param simulations how many, at least 1
   * @param readings what is read of every simulation after each frame
   * @return the pool, to be closed
   */
  public static SimulationPool create(Model model, int simulations, ReadingPlan readings) {
    return create(model, model.plan(simulations), readings);
  }

  private static void setReadings(canterp_pool pool, ReadingPlan readings) {
    List<Part> parts = readings.parts();
    try (IntPointer fields = ints(parts, part -> part.field().code());
        IntPointer offsets = ints(parts, Part::offset);
        IntPointer lengths = ints(parts, Part::length)) {
      Status.check(
          PhysicsApi.canterp_pool_set_readings(pool, fields, offsets, lengths, parts.size()));
    }
  }

  private static IntPointer ints(List<Part> parts, ToIntFunction<Part> number) {
    // one more, so that an empty list has an address
    int[] numbers = new int[parts.size() + 1];
    for (int i = 0; i < parts.size(); i++) {
      numbers[i] = number.applyAsInt(parts.get(i));
    }
    return new IntPointer(numbers);
  }

  /**
   * How many simulations there are.
   *
   * @return at least 1
   */
  public int simulations() {
    return Math.toIntExact(plan.simulations());
  }

  /**
   * The plan that the pool was made from.
   *
   * @return always the same
   */
  public PoolPlan plan() {
    return plan;
  }

  /**
   * What is read after each frame.
   *
   * @return always the same
   */
  public ReadingPlan readings() {
    return readings;
  }

  /**
   * The sizes of the model.
   *
   * @return always the same
   */
  public ModelSizes sizes() {
    return sizes;
  }

  /**
   * The bytes of a snapshot of one simulation, the same for all pools of a model.
   *
   * @return bytes
   */
  public int snapshotBytes() {
    return snapshotBytes;
  }

  /**
   * A view of some simulations, for one thread. Slices that are used at the same time must not
   * overlap; that is not checked.
   *
   * @param first the first simulation
   * @param count how many, at least 1
   * @return the slice, which needs no closing
   * @throws PhysicsArgumentException if the pool has no such simulations
   */
  public SimulationSlice slice(int first, int count) {
    requireOpen();
    if (first < 0 || count < 1 || first > simulations() - count) {
      throw new PhysicsArgumentException(
          "slice of "
              + count
              + " simulations from number "
              + first
              + ": the pool has 0.."
              + (simulations() - 1));
    }
    SimulationSlice slice = new SimulationSlice(this, first, count);
    slices.add(slice);
    return slice;
  }

  /**
   * A view of all simulations, for one thread.
   *
   * @return the slice, which needs no closing
   */
  public SimulationSlice all() {
    return slice(0, simulations());
  }

  /** How many numbers a field has in each simulation. */
  int width(FieldKind field) {
    return fieldWidths[field.ordinal()];
  }

  /** The native pool, for a slice that holds its lock. */
  canterp_pool handle() {
    requireOpen();
    return handle;
  }

  @Override
  void whileUnused(Runnable action) {
    List<SimulationSlice> entered = new ArrayList<>();
    synchronized (slices) {
      entered.addAll(slices);
    }
    entered.forEach(SimulationSlice::lock);
    try {
      action.run();
    } finally {
      entered.forEach(SimulationSlice::unlock);
    }
  }
}
