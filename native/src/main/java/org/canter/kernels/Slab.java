// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;

/**
 * A typed, shaped, row-major buffer outside of the Java heap: what every kernel reads and writes.
 *
 * <p>{@link #allocate} gives zeroed memory aligned to 64 bytes, which {@link #close()} gives back.
 * Views ({@link #rows(long, long)}, {@link #window}, {@link #reshape}) share it without owning it:
 * closing a view ends the view alone, closing the slab ends its views too. Use after close is
 * refused with a {@link ClosedHandleException}. Native calls that run while a slab is closed are
 * safe (its memory outlives them); reading or writing single elements is not guarded in that way,
 * so do not close a slab that another thread reads by {@code get}.
 *
 * <p>{@link KernelContext#allocate} gives memory where the context computes. A slab on a device
 * belongs to the context that allocated it: copies from and to arrays and other slabs go through
 * that context in the order of its work, single elements cannot be read or written.
 */
public final class Slab extends SlabElements implements AutoCloseable {
  private final long[] shape;
  private final boolean owner;
  private final SlabPointer pointer;
  // what a window moves over; null for other slabs
  private final Slab source;
  private volatile boolean ended;

  private Slab(SlabMemory memory, long base, long[] shape, boolean owner, Slab source) {
    super(memory, base, Shapes.elements(shape), Shapes.width(shape));
    this.shape = shape;
    this.owner = owner;
    this.source = source;
    this.pointer = new SlabPointer(memory.address + (base << type.shift()));
  }

  /**
   * Allocates a slab of zeros; the caller closes it.
   *
   * @param type the type of the elements
   * @param shape one to four dimensions, each at least 1
   * @return a slab that owns its memory
   * @throws KernelShapeException if a dimension is below 1 or their number is not 1 to 4
   * @throws KernelMemoryException if the memory cannot be had
   */
  public static Slab allocate(ElementType type, long... shape) {
    return allocate(SlabMemory.SEGMENT_SHIFT, type, shape);
  }

  /** As above, with segments of 2^segmentShift bytes: tests make them small. */
  static Slab allocate(int segmentShift, ElementType type, long... shape) {
    Require.notNull(type, "type");
    long[] own = Shapes.checked(shape);
    String description = type + Arrays.toString(own);
    long elements = Shapes.elements(own);
    SlabMemory memory = SlabMemory.allocate(type, elements, description, segmentShift);
    return new Slab(memory, 0, own, true, null);
  }

  /** Zeroed memory that a context of a GPU computes with. */
  static Slab onDevice(KernelContext context, ElementType type, long... shape) {
    long[] own = Shapes.checked(shape);
    String description = type + Arrays.toString(own) + " on " + context.place();
    long elements = Shapes.bounded(own, type);
    return new Slab(SlabMemory.device(context, type, elements, description), 0, own, true, null);
  }

  /** Zeroed memory of the host that a context of a GPU copies without waiting. */
  static Slab pinned(KernelContext context, ElementType type, long... shape) {
    long[] own = Shapes.checked(shape);
    String description = type + Arrays.toString(own) + " in " + Place.PINNED;
    long elements = Shapes.bounded(own, type);
    return new Slab(SlabMemory.pinned(context, type, elements, description), 0, own, true, null);
  }

  /**
   * Allocates float[n] with these values; the caller closes it.
   *
   * @param values at least one
   * @return a slab of {@link ElementType#F32}
   */
  public static Slab of(float... values) {
    Slab slab = allocate(ElementType.F32, values.length);
    slab.copyFrom(values);
    return slab;
  }

  /**
   * Allocates double[n] with these values; the caller closes it.
   *
   * @param values at least one
   * @return a slab of {@link ElementType#F64}
   */
  public static Slab of(double... values) {
    Slab slab = allocate(ElementType.F64, values.length);
    slab.copyFrom(values);
    return slab;
  }

  /**
   * Allocates int[n] with these values; the caller closes it.
   *
   * @param values at least one
   * @return a slab of {@link ElementType#I32}
   */
  public static Slab of(int... values) {
    Slab slab = allocate(ElementType.I32, values.length);
    slab.copyFrom(values);
    return slab;
  }

  /**
   * The dimensions, outermost first.
   *
   * @return a copy
   */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * Where the memory lies.
   *
   * @return the same for all views of it
   */
  public Place place() {
    return memory.place;
  }

  /**
   * A view of the rows from..to-1 (elements, for a slab with one dimension), without copying. A
   * slab with more than two dimensions counts rows over all dimensions but the last.
   *
   * @param from the first row
   * @param to one after the last row; above {@code from}
   * @return a view of shape [to - from, width], or [to - from] of a slab with one dimension
   */
  public Slab rows(long from, long to) {
    Require.range(from, to, rows, this);
    return new Slab(openMemory(), base + from * width, rowShape(to - from), false, null);
  }

  /**
   * A view of `count` rows that {@link #moveTo} shifts without allocating: one window serves all
   * time steps of a trajectory. At first it lies at row 0. Not for use by several threads at once.
   *
   * @param count rows of the window, at most {@link #rows()}
   * @return a view of shape [count, width], or [count] of a slab with one dimension
   */
  public Slab window(long count) {
    Require.range(0, count, rows, this);
    return new Slab(openMemory(), base, rowShape(count), false, this);
  }

  /**
   * Shifts this window, which {@link #window} made, without allocating.
   *
   * @param row the new first row, counted in the slab that the window was made of
   * @return this
   */
  public Slab moveTo(long row) {
    if (source == null) {
      throw new KernelStateException(
          "moveTo(%s) of %s, which is no window; make one with window(rows)".formatted(row, this));
    }
    Require.range(row, row + rows, source.rows, source);
    base = source.base + row * width;
    pointer.moveTo(memory.address + (base << type.shift()));
    return this;
  }

  /**
   * A view of the same elements under another shape.
   *
   * @param newShape dimensions with the same product
   * @return a view
   */
  public Slab reshape(long... newShape) {
    long[] own = Shapes.checked(newShape);
    if (Shapes.elements(own) != elements) {
      throw new KernelShapeException(
          "reshape of %s to %s: %s elements are not %s; the product of the dimensions must stay"
              .formatted(this, Arrays.toString(own), elements, Shapes.elements(own)));
    }
    return new Slab(openMemory(), base, own, false, null);
  }

  /**
   * Whether this slab, or the one that it is a view of, was closed.
   *
   * @return true after {@link #close()}
   */
  public boolean isClosed() {
    return ended || memory.isClosed();
  }

  /** Gives the memory back if this slab owns it, else ends the view; later calls do nothing. */
  @Override
  public void close() {
    ended = true;
    if (owner) {
      memory.close();
    }
  }

  @Override
  public String toString() {
    String where = memory.place == Place.HOST ? "" : " in " + memory.place;
    return "Slab " + type + Arrays.toString(shape) + where + (isClosed() ? " (closed)" : "");
  }

  /** The address, wherever it lies; throws if closed. */
  Pointer pointer() {
    requireOpen();
    return pointer;
  }

  /** The address of memory that the processor reads and writes; throws if it is none or closed. */
  Pointer hostPointer(String name) {
    if (memory.home != null) {
      throw Require.notWithHost(this, name);
    }
    return pointer();
  }

  /** As {@link #hostPointer}, of an argument that may be null. */
  static Pointer hostPointerOrNull(Slab slab, String name) {
    return slab == null ? null : slab.hostPointer(name);
  }

  @Override
  void requireOpen() {
    if (ended || memory.isClosed()) {
      throw new ClosedHandleException(this + ": use it before close(), or allocate another one");
    }
  }

  private SlabMemory openMemory() {
    requireOpen();
    return memory;
  }

  private long[] rowShape(long count) {
    return shape.length == 1 ? new long[] {count} : new long[] {count, width};
  }
}
