// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.canter.physics.c.PhysicsApi;
import org.canter.physics.c.canterp_model;
import org.canter.physics.c.canterp_plan;

/**
 * A compiled model: sizes, names and numbers, never changed after it was loaded. May be used by
 * many threads at once. Pools made from it hold a copy of their own: it may be closed before they
 * are.
 */
public final class Model extends PhysicsHandle {
  /** Asks {@link #plan(int, long, long, long)} to choose a capacity. */
  public static final long AUTOMATIC = PhysicsApi.CANTERP_AUTOMATIC;

  private final canterp_model handle;
  private final ReadWriteLock lock = new ReentrantReadWriteLock();
  private final ModelSizes sizes;

  private Model(canterp_model handle, String name) {
    super("Model " + name, () -> PhysicsApi.canterp_model_destroy(handle));
    this.handle = handle;
    this.sizes = ModelSizes.of(this);
  }

  /**
   * Compiles a model.
   *
   * @param source the XML and what it refers to
   * @return the model, to be closed
   * @throws ModelException if MuJoCo refuses it: file, line and MuJoCo's message
   */
  public static Model load(ModelSource source) {
    PhysicsLibrary.load();
    return new Model(ModelCompiler.compile(source), source.name());
  }

  /**
   * The sizes that are asked for most.
   *
   * @return always the same
   */
  public ModelSizes sizes() {
    return sizes;
  }

  /**
   * Any size of the model, by MuJoCo's name.
   *
   * @param name such as "nkey"
   * @return the size
   * @throws PhysicsArgumentException if there is no size of that name
   */
  public int size(String name) {
    return use(
        () -> {
          try (LongPointer out = new LongPointer(1);
              BytePointer text = Status.bytes(name)) {
            Status.check(PhysicsApi.canterp_model_size(out, handle, text));
            return Math.toIntExact(out.get());
          }
        });
  }

  /**
   * The name of an object.
   *
   * @param kind what it is
   * @param id its number
   * @return empty where the model gives it none
   * @throws PhysicsArgumentException if there is no such object
   */
  public String name(ObjectKind kind, int id) {
    return use(
        () -> {
          BytePointer name = PhysicsApi.canterp_model_object_name(handle, kind.code(), id);
          if (name == null || name.isNull()) {
            throw new PhysicsArgumentException(
                kind + " number " + id + ": the model has 0.." + (size(kind.size()) - 1));
          }
          return Status.text(name);
        });
  }

  /**
   * The names of all objects of a kind, in the order of their numbers.
   *
   * @param kind what they are
   * @return names, empty where the model gives none
   */
  public List<String> names(ObjectKind kind) {
    return IntStream.range(0, size(kind.size())).mapToObj(id -> name(kind, id)).toList();
  }

  /**
   * Looks an object up.
   *
   * @param kind what it is
   * @param name its name
   * @return its number, empty where there is none of that name
   */
  public OptionalInt find(ObjectKind kind, String name) {
    return use(
        () -> {
          try (BytePointer text = Status.bytes(name)) {
            int id = PhysicsApi.canterp_model_object_id(handle, kind.code(), text);
            return id < 0 ? OptionalInt.empty() : OptionalInt.of(id);
          }
        });
  }

  /**
   * The number of an object that must be there.
   *
   * @param kind what it is
   * @param name its name
   * @return its number
   * @throws PhysicsArgumentException if there is none of that name; names those that are
   */
  public int id(ObjectKind kind, String name) {
    return find(kind, name)
        .orElseThrow(
            () ->
                new PhysicsArgumentException(
                    kind + " \"" + name + "\": the model has " + names(kind)));
  }

  /**
   * A numeric array of the model, by MuJoCo's name, integers and flags widened; options are
   * "opt.timestep" and so on.
   *
   * @param name such as "body_mass" or "actuator_ctrlrange"
   * @return its numbers, row by row
   * @throws PhysicsArgumentException if there is no array of that name
   */
  public double[] array(String name) {
    return use(
        () -> {
          try (BytePointer text = Status.bytes(name);
              LongPointer rows = new LongPointer(1);
              LongPointer width = new LongPointer(1)) {
            Status.check(PhysicsApi.canterp_model_array_shape(rows, width, handle, text));
            int numbers = Math.toIntExact(rows.get() * width.get());
            try (DoublePointer out = new DoublePointer(Math.max(1, numbers))) {
              Status.check(PhysicsApi.canterp_model_array(out, handle, text, numbers));
              double[] array = new double[numbers];
              out.get(array);
              return array;
            }
          }
        });
  }

  /**
   * How many numbers a row of an array has.
   *
   * @param name as in {@link #array}
   * @return such as 2 for "jnt_range"
   * @throws PhysicsArgumentException if there is no array of that name
   */
  public int arrayWidth(String name) {
    return use(
        () -> {
          try (BytePointer text = Status.bytes(name);
              LongPointer rows = new LongPointer(1);
              LongPointer width = new LongPointer(1)) {
            Status.check(PhysicsApi.canterp_model_array_shape(rows, width, handle, text));
            return Math.toIntExact(width.get());
          }
        });
  }

  /**
   * The names of all arrays.
   *
   * @return in MuJoCo's order, options last
   */
  public static List<String> arrayNames() {
    PhysicsLibrary.load();
    return IntStream.range(0, PhysicsApi.canterp_model_array_count())
        .mapToObj(i -> Status.text(PhysicsApi.canterp_model_array_name(i)))
        .toList();
  }

  /**
   * The time that one step simulates.
   *
   * @return in s
   */
  public double timestep() {
    return array("opt.timestep")[0];
  }

  /**
   * A hash of the model's content, equal for equal models of one MuJoCo version.
   *
   * @return any number
   */
  public long fingerprint() {
    return use(() -> PhysicsApi.canterp_model_fingerprint(handle));
  }

  /**
   * What MuJoCo warned of while it compiled the model.
   *
   * @return empty if nothing
   */
  public String warning() {
    return use(() -> Status.text(PhysicsApi.canterp_model_warning(handle)));
  }

  /**
   * Plans a pool, with capacities from a trial run of the model (some ten milliseconds, once).
   *
   * @param simulations at least 1
   * @return what it would take
   */
  public PoolPlan plan(int simulations) {
    return plan(simulations, AUTOMATIC, AUTOMATIC, AUTOMATIC);
  }

  /**
   * Plans a pool.
   *
   * @param simulations at least 1
   * @param contacts contacts that fit at one time, or {@link #AUTOMATIC}
   * @param constraints rows of constraints that fit at one time, or {@link #AUTOMATIC}
   * @param stack numbers of 8 bytes on MuJoCo's stack, or {@link #AUTOMATIC}
   * @return what it would take
   * @throws PhysicsArgumentException if a number is out of range
   * @throws CapacityException if that is more than MuJoCo can address
   */
  public PoolPlan plan(int simulations, long contacts, long constraints, long stack) {
    return use(
        () -> {
          try (canterp_plan out = new canterp_plan()) {
            Status.check(
                PhysicsApi.canterp_pool_plan(
                    out, handle, contacts, constraints, stack, simulations));
            return PoolPlan.of(out);
          }
        });
  }

  /** How many numbers a field has in a simulation of this model. */
  int fieldWidth(FieldKind field) {
    return use(() -> Math.toIntExact(PhysicsApi.canterp_field_width(handle, field.code())));
  }

  /** The bytes of a snapshot. */
  int snapshotBytes() {
    return use(() -> Math.toIntExact(PhysicsApi.canterp_snapshot_bytes(handle)));
  }

  /** Runs a call that reads the native model, which stays open meanwhile. */
  <T> T use(Supplier<T> call) {
    lock.readLock().lock();
    try {
      requireOpen();
      return call.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** The native model, inside {@link #use}. */
  canterp_model handle() {
    return handle;
  }

  @Override
  void whileUnused(Runnable action) {
    lock.writeLock().lock();
    try {
      action.run();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
