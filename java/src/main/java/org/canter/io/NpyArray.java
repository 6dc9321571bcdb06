// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** An array of NumPy's in the heap: a type, a shape, elements in C order. Immutable. */
public final class NpyArray {
  private final NpyType type;
  private final int[] shape;
  private final ByteBuffer data;

  /** Takes over the bytes, little-endian and in C order; as many as type and shape ask for. */
  NpyArray(NpyType type, int[] shape, byte[] bytes) {
    this.type = type;
    this.shape = shape;
    this.data = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length != elements(shape) * type.bytes()) {
      throw new IllegalArgumentException(
          bytes.length
              + " bytes for "
              + type
              + Arrays.toString(shape)
              + "; give one element for each place of the shape");
    }
  }

  /**
   * An array of float64.
   *
   * @param values the elements in C order
   * @param shape the dimensions; none for a scalar
   * @return a copy
   */
  public static NpyArray of(double[] values, int... shape) {
    ByteBuffer bytes = room(values.length, 8);
    bytes.asDoubleBuffer().put(values);
    return new NpyArray(NpyType.F64, shape.clone(), bytes.array());
  }

  /**
   * An array of float32.
   *
   * @param values the elements in C order
   * @param shape the dimensions; none for a scalar
   * @return a copy
   */
  public static NpyArray of(float[] values, int... shape) {
    ByteBuffer bytes = room(values.length, 4);
    bytes.asFloatBuffer().put(values);
    return new NpyArray(NpyType.F32, shape.clone(), bytes.array());
  }

  /**
   * An array of int64.
   *
   * @param values the elements in C order
   * @param shape the dimensions; none for a scalar
   * @return a copy
   */
  public static NpyArray of(long[] values, int... shape) {
    ByteBuffer bytes = room(values.length, 8);
    bytes.asLongBuffer().put(values);
    return new NpyArray(NpyType.I64, shape.clone(), bytes.array());
  }

  /**
   * An array of int32.
   *
   * @param values the elements in C order
   * @param shape the dimensions; none for a scalar
   * @return a copy
   */
  public static NpyArray of(int[] values, int... shape) {
    ByteBuffer bytes = room(values.length, 4);
    bytes.asIntBuffer().put(values);
    return new NpyArray(NpyType.I32, shape.clone(), bytes.array());
  }

  /**
   * An array of uint8.
   *
   * @param values the elements in C order
   * @param shape the dimensions; none for a scalar
   * @return a copy
   */
  public static NpyArray of(byte[] values, int... shape) {
    return new NpyArray(NpyType.U8, shape.clone(), values.clone());
  }

  /**
   * An array of bool.
   *
   * @param values the elements in C order
   * @param shape the dimensions; none for a scalar
   * @return a copy
   */
  public static NpyArray of(boolean[] values, int... shape) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (values[i] ? 1 : 0);
    }
    return new NpyArray(NpyType.BOOL, shape.clone(), bytes);
  }

  /**
   * The type of the elements.
   *
   * @return as stored
   */
  public NpyType type() {
    return type;
  }

  /**
   * The dimensions.
   *
   * @return a copy; empty for a scalar
   */
  public int[] shape() {
    return shape.clone();
  }

  /**
   * The number of elements.
   *
   * @return the product of the dimensions
   */
  public int elements() {
    return (int) elements(shape);
  }

  /**
   * The elements of any type, widened (int64 beyond 2^53 is rounded).
   *
   * @return a copy, in C order
   */
  public double[] doubles() {
    double[] out = new double[elements()];
    for (int i = 0; i < out.length; i++) {
      out[i] = type.get(data, i);
    }
    return out;
  }

  /**
   * An element of any type, widened.
   *
   * @param index its place in C order
   * @return the element
   */
  public double get(int index) {
    return type.get(data, index);
  }

  /**
   * The elements as they are stored.
   *
   * @return a copy of the bytes, little-endian, in C order
   */
  public byte[] bytes() {
    return data.array().clone();
  }

  /** The bytes themselves, for a writer. */
  byte[] rawBytes() {
    return data.array();
  }

  /** The product of the dimensions; -1 where it or its bytes do not fit an array. */
  static long elements(int[] shape) {
    long product = 1;
    for (int length : shape) {
      product *= length;
      if (product > Integer.MAX_VALUE) {
        return -1;
      }
    }
    return product;
  }

  private static ByteBuffer room(int elements, int width) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, width)).order(ByteOrder.LITTLE_ENDIAN);
  }

  @Override
  public String toString() {
    return type.descr() + Arrays.toString(shape);
  }
}
