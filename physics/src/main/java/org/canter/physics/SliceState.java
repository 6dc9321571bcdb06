// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.bytedeco.javacpp.IntPointer;
import org.canter.physics.c.PhysicsApi;
import org.canter.physics.c.canterp_pool;

/** The state of a slice's simulations, one row at a time, and the way into the native pool. */
abstract class SliceState {
  final SimulationPool pool;
  final int first;
  final int count;
  final Octets faults;
  final Octets snapshot;
  private final Numbers field;

  // uncontended unless the pool is closed by another thread
  private final ReentrantLock lock = new ReentrantLock();

  SliceState(SimulationPool pool, int first, int count) {
    this.pool = pool;
    this.first = first;
    this.count = count;
    this.faults = new Octets(count);
    this.snapshot = new Octets(pool.snapshotBytes());
    int widest = 1;
    for (FieldKind kind : FieldKind.values()) {
      widest = Math.max(widest, pool.width(kind));
    }
    this.field = new Numbers(widest);
  }

  /** Called after a row was restored. */
  abstract void restored(canterp_pool nativePool, int row);

  /**
   * The pool's simulation of row 0.
   *
   * @return at least 0
   */
  public final int first() {
    return first;
  }

  /**
   * How many simulations there are.
   *
   * @return at least 1
   */
  public final int count() {
    return count;
  }

  /**
   * A whole field of a row.
   *
   * @param row the row
   * @param kind which one
   * @return its numbers
   */
  public final double[] read(int row, FieldKind kind) {
    requireRow(row);
    double[] out = new double[pool.width(kind)];
    return call(
        nativePool -> {
          Status.check(
              PhysicsApi.canterp_pool_read(nativePool, field.pointer, kind.code(), first + row, 1));
          field.buffer.get(0, out);
          return out;
        });
  }

  /**
   * Writes a whole field of a row's state. Derived fields and readings keep their values until the
   * next frame, forward pass or reset.
   *
   * @param row the row
   * @param kind a field of the state
   * @param numbers as many as the field has; NaN is taken, and is a fault of the next frame
   * @throws PhysicsArgumentException if the field is derived, or has another width
   */
  public final void write(int row, FieldKind kind, double[] numbers) {
    requireRow(row);
    if (numbers.length != pool.width(kind)) {
      throw new PhysicsArgumentException(
          "numbers.length = " + numbers.length + ", but " + kind + " has " + pool.width(kind));
    }
    call(
        nativePool -> {
          field.buffer.put(0, numbers);
          Status.check(
              PhysicsApi.canterp_pool_write(
                  nativePool, field.pointer, kind.code(), first + row, 1));
          return row;
        });
  }

  /**
   * The whole of a row.
   *
   * @param row the row
   * @return a copy
   */
  public final Snapshot snapshot(int row) {
    requireRow(row);
    return call(
        nativePool -> {
          Status.check(
              PhysicsApi.canterp_pool_snapshot(nativePool, snapshot.pointer, first + row, 1));
          return copy();
        });
  }

  /** A copy of what lies in the snapshot buffer. */
  final Snapshot copy() {
    byte[] bytes = new byte[pool.snapshotBytes()];
    snapshot.buffer.get(0, bytes);
    return Snapshot.owning(bytes);
  }

  /**
   * Puts a row into a state that was kept; it continues with the same bits. Its readings follow.
   *
   * @param row the row
   * @param kept a snapshot of any simulation of the same model
   * @throws PhysicsStateException if it is of another model, or none at all
   */
  public final void restore(int row, Snapshot kept) {
    requireRow(row);
    byte[] bytes = kept.shared();
    if (bytes.length != pool.snapshotBytes()) {
      throw new PhysicsStateException(
          "snapshot of "
              + bytes.length
              + " bytes: those of this model have "
              + pool.snapshotBytes()
              + "; restore it into a pool of its own model");
    }
    call(
        nativePool -> {
          snapshot.buffer.put(0, bytes);
          Status.check(
              PhysicsApi.canterp_pool_restore(nativePool, snapshot.pointer, first + row, 1));
          faults.buffer.put(row, (byte) 0);
          restored(nativePool, row);
          return row;
        });
  }

  /**
   * The contacts of a row's last step or forward pass; none after a restore.
   *
   * @param row the row
   * @return a copy
   */
  public final List<Contact> contacts(int row) {
    requireRow(row);
    return call(
        nativePool -> {
          try (IntPointer found = new IntPointer(1)) {
            Status.check(
                PhysicsApi.canterp_pool_contacts(nativePool, found, null, 0, first + row, 1));
            int width = PhysicsApi.CANTERP_CONTACT_WIDTH;
            Numbers rows = new Numbers((long) found.get() * width);
            Status.check(
                PhysicsApi.canterp_pool_contacts(
                    nativePool, found, rows.pointer, found.get(), first + row, 1));
            List<Contact> contacts = new ArrayList<>();
            for (int i = 0; i < found.get(); i++) {
              contacts.add(Contact.of(rows.buffer, i * width));
            }
            return List.copyOf(contacts);
          }
        });
  }

  /** A call into the native pool. */
  interface Call<T> {
    T run(canterp_pool pool);
  }

  /** Runs a call while the pool cannot be closed. */
  final <T> T call(Call<T> body) {
    lock.lock();
    try {
      return body.run(pool.handle());
    } finally {
      lock.unlock();
      Reference.reachabilityFence(this);
    }
  }

  /** Keeps calls out, for the pool that is about to close. */
  final void lock() {
    lock.lock();
  }

  /** Lets calls in again. */
  final void unlock() {
    lock.unlock();
  }

  /** Throws unless the slice has the row. */
  final void requireRow(int row) {
    if (row < 0 || row >= count) {
      throw new PhysicsArgumentException("row " + row + " of a slice with rows 0.." + (count - 1));
    }
  }
}
