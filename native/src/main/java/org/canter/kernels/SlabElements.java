// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * The elements of a {@link Slab}: sizes, single elements, copies from and to arrays. Nothing here
 * allocates but {@link #toDoubles()}. Elements may be accessed by several threads as those of an
 * array may: without ordering.
 *
 * <p>Where the slab lies on a device, single elements are refused with a {@link
 * KernelStateException}; fills and copies are ordered with the work of its context, and a copy to
 * the host waits for it.
 */
public abstract sealed class SlabElements permits Slab {
  final SlabMemory memory;
  final ElementType type;
  final long rows;
  final int width;
  final long elements;
  // the first element in the memory; only a window changes it
  long base;

  SlabElements(SlabMemory memory, long base, long elements, int width) {
    this.memory = memory;
    this.type = memory.type;
    this.base = base;
    this.elements = elements;
    this.width = width;
    this.rows = elements / width;
  }

  /**
   * The type of the elements.
   *
   * @return the type
   */
  public ElementType type() {
    return type;
  }

  /**
   * The product of all dimensions but the last; the length of a slab with one dimension.
   *
   * @return at least 1
   */
  public long rows() {
    return rows;
  }

  /**
   * The last dimension; 1 for a slab with one dimension.
   *
   * @return at least 1
   */
  public int width() {
    return width;
  }

  /**
   * The product of all dimensions.
   *
   * @return at least 1
   */
  public long elements() {
    return elements;
  }

  /**
   * The size of all elements.
   *
   * @return bytes
   */
  public long bytes() {
    return elements << type.shift();
  }

  /**
   * Reads an element of any type as a double.
   *
   * @param index in 0..elements-1
   * @return the value
   */
  public double get(long index) {
    return switch (type) {
      case F32 -> getFloat(index);
      case F64 -> getDouble(index);
      case I32 -> getInt(index);
      case U8 -> getByte(index);
    };
  }

  /**
   * Reads an element of any type as a double.
   *
   * @param row in 0..rows-1
   * @param column in 0..width-1
   * @return the value
   */
  public double get(long row, int column) {
    return get(index(row, column));
  }

  /**
   * Writes an element of any type; a real is rounded to the type.
   *
   * @param index in 0..elements-1
   * @param value the value
   */
  public void set(long index, double value) {
    switch (type) {
      case F32 -> setFloat(index, (float) value);
      case F64 -> setDouble(index, value);
      case I32 -> setInt(index, (int) value);
      case U8 -> setByte(index, (byte) value);
    }
  }

  /**
   * Writes an element of any type; a real is rounded to the type.
   *
   * @param row in 0..rows-1
   * @param column in 0..width-1
   * @param value the value
   */
  public void set(long row, int column, double value) {
    set(index(row, column), value);
  }

  /**
   * Reads an element of a slab of {@link ElementType#F32}.
   *
   * @param index in 0..elements-1
   * @return the value
   */
  public float getFloat(long index) {
    long at = locate(index, ElementType.F32);
    return memory.floats[memory.segment(at)].get(memory.place(at));
  }

  /**
   * Writes an element of a slab of {@link ElementType#F32}.
   *
   * @param index in 0..elements-1
   * @param value the value
   */
  public void setFloat(long index, float value) {
    long at = locate(index, ElementType.F32);
    memory.floats[memory.segment(at)].put(memory.place(at), value);
  }

  /**
   * Reads an element of a slab of {@link ElementType#F64}.
   *
   * @param index in 0..elements-1
   * @return the value
   */
  public double getDouble(long index) {
    long at = locate(index, ElementType.F64);
    return memory.doubles[memory.segment(at)].get(memory.place(at));
  }

  /**
   * Writes an element of a slab of {@link ElementType#F64}.
   *
   * @param index in 0..elements-1
   * @param value the value
   */
  public void setDouble(long index, double value) {
    long at = locate(index, ElementType.F64);
    memory.doubles[memory.segment(at)].put(memory.place(at), value);
  }

  /**
   * Reads an element of a slab of {@link ElementType#I32}.
   *
   * @param index in 0..elements-1
   * @return the value
   */
  public int getInt(long index) {
    long at = locate(index, ElementType.I32);
    return memory.ints[memory.segment(at)].get(memory.place(at));
  }

  /**
   * Writes an element of a slab of {@link ElementType#I32}.
   *
   * @param index in 0..elements-1
   * @param value the value
   */
  public void setInt(long index, int value) {
    long at = locate(index, ElementType.I32);
    memory.ints[memory.segment(at)].put(memory.place(at), value);
  }

  /**
   * Reads an element of a slab of {@link ElementType#U8}.
   *
   * @param index in 0..elements-1
   * @return the value
   */
  public byte getByte(long index) {
    long at = locate(index, ElementType.U8);
    return memory.bytes[memory.segment(at)].get(memory.place(at));
  }

  /**
   * Writes an element of a slab of {@link ElementType#U8}.
   *
   * @param index in 0..elements-1
   * @param value the value
   */
  public void setByte(long index, byte value) {
    long at = locate(index, ElementType.U8);
    memory.bytes[memory.segment(at)].put(memory.place(at), value);
  }

  /**
   * The index of an element.
   *
   * @param row in 0..rows-1
   * @param column in 0..width-1
   * @return row * width + column
   */
  public long index(long row, int column) {
    if (column < 0 || column >= width || row < 0 || row >= rows) {
      throw new KernelShapeException(
          "element (%s, %s) is outside of %s with %s rows of %s"
              .formatted(row, column, this, rows, width));
    }
    return row * width + column;
  }

  /**
   * Writes the same value everywhere.
   *
   * @param value rounded to the type
   */
  public void fill(double value) {
    SlabCopies.fill(this, value);
  }

  /**
   * Copies a whole array into this slab, which has the type {@link ElementType#F32}.
   *
   * @param values as many as elements
   */
  public void copyFrom(float[] values) {
    Require.length(values.length, this);
    copyFrom(0, values, 0, values.length);
  }

  /**
   * Copies a part of an array into this slab, which has the type {@link ElementType#F32}.
   *
   * @param index the first element to write
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyFrom(long index, float[] values, int offset, int count) {
    SlabCopies.copyIn(this, index, values, offset, count);
  }

  /**
   * Copies all elements into an array.
   *
   * @param values as many as elements
   */
  public void copyTo(float[] values) {
    Require.length(values.length, this);
    copyTo(0, values, 0, values.length);
  }

  /**
   * Copies elements into a part of an array.
   *
   * @param index the first element to read
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyTo(long index, float[] values, int offset, int count) {
    SlabCopies.copyOut(this, index, values, offset, count);
  }

  /**
   * Copies a whole array into this slab, which has the type {@link ElementType#F64} or, rounded,
   * {@link ElementType#F32}.
   *
   * @param values as many as elements
   */
  public void copyFrom(double[] values) {
    Require.length(values.length, this);
    copyFrom(0, values, 0, values.length);
  }

  /**
   * Copies a part of an array into this slab, which has the type {@link ElementType#F64} or,
   * rounded, {@link ElementType#F32}.
   *
   * @param index the first element to write
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyFrom(long index, double[] values, int offset, int count) {
    SlabCopies.copyIn(this, index, values, offset, count);
  }

  /**
   * Copies all elements into an array.
   *
   * @param values as many as elements
   */
  public void copyTo(double[] values) {
    Require.length(values.length, this);
    copyTo(0, values, 0, values.length);
  }

  /**
   * Copies elements into a part of an array.
   *
   * @param index the first element to read
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyTo(long index, double[] values, int offset, int count) {
    SlabCopies.copyOut(this, index, values, offset, count);
  }

  /**
   * Copies a whole array into this slab, which has the type {@link ElementType#I32}.
   *
   * @param values as many as elements
   */
  public void copyFrom(int[] values) {
    Require.length(values.length, this);
    copyFrom(0, values, 0, values.length);
  }

  /**
   * Copies a part of an array into this slab, which has the type {@link ElementType#I32}.
   *
   * @param index the first element to write
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyFrom(long index, int[] values, int offset, int count) {
    SlabCopies.copyIn(this, index, values, offset, count);
  }

  /**
   * Copies all elements into an array.
   *
   * @param values as many as elements
   */
  public void copyTo(int[] values) {
    Require.length(values.length, this);
    copyTo(0, values, 0, values.length);
  }

  /**
   * Copies elements into a part of an array.
   *
   * @param index the first element to read
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyTo(long index, int[] values, int offset, int count) {
    SlabCopies.copyOut(this, index, values, offset, count);
  }

  /**
   * Copies a whole array into this slab, which has the type {@link ElementType#U8}.
   *
   * @param values as many as elements
   */
  public void copyFrom(byte[] values) {
    Require.length(values.length, this);
    copyFrom(0, values, 0, values.length);
  }

  /**
   * Copies a part of an array into this slab, which has the type {@link ElementType#U8}.
   *
   * @param index the first element to write
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyFrom(long index, byte[] values, int offset, int count) {
    SlabCopies.copyIn(this, index, values, offset, count);
  }

  /**
   * Copies all elements into an array.
   *
   * @param values as many as elements
   */
  public void copyTo(byte[] values) {
    Require.length(values.length, this);
    copyTo(0, values, 0, values.length);
  }

  /**
   * Copies elements into a part of an array.
   *
   * @param index the first element to read
   * @param values the array
   * @param offset the first element of the array
   * @param count how many, at least 1
   */
  public void copyTo(long index, byte[] values, int offset, int count) {
    SlabCopies.copyOut(this, index, values, offset, count);
  }

  /**
   * Copies rows of another slab of the same type and width, wherever the two lie; the two ranges
   * must not overlap. From a device to the host it waits; from pinned memory to a device it returns
   * at once, and the rows may change after the next call of that context which waits, such as
   * {@link KernelContext#synchronize}.
   *
   * @param row the first row to write
   * @param from the slab to read
   * @param fromRow the first row to read
   * @param count rows, at least 1
   */
  public void copyRows(long row, Slab from, long fromRow, long count) {
    SlabCopies.copyRows(this, row, from, fromRow, count);
  }

  /**
   * A copy of all elements as doubles.
   *
   * @return double[elements]
   */
  public double[] toDoubles() {
    double[] values = new double[Math.toIntExact(elements)];
    if (memory.home != null) {
      SlabCopies.toDoubles(this, values);
      return values;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = get(i);
    }
    return values;
  }

  /** Throws if closed. */
  abstract void requireOpen();

  /** The place of an element in the memory, checked. */
  private long locate(long index, ElementType wanted) {
    requireOpen();
    if (memory.home != null) {
      throw Require.noElements(this);
    }
    if (type != wanted) {
      throw Require.wrongType(this, wanted, "access");
    }
    if (index < 0 || index >= elements) {
      throw new KernelShapeException(
          "element %s is outside of %s, 0..%s".formatted(index, this, (elements - 1)));
    }
    return base + index;
  }
}
