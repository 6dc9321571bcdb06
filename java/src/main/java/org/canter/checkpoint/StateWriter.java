// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.canter.kernels.Slab;

/**
 * Puts named fields one after the other into the bytes of an entry; {@link StateReader} takes them
 * out in the same order. Floating-point numbers keep their exact bits.
 */
public final class StateWriter {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private ByteBuffer out = ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);

  /** Begins with no field. */
  public StateWriter() {
    out.putInt(FieldKind.MAGIC);
  }

  /**
   * Appends a number.
   *
   * @param name the field's name
   * @param value the number
   * @return this
   */
  public StateWriter put(String name, long value) {
    begin(FieldKind.LONG, name, Long.BYTES).putLong(value);
    return this;
  }

  /**
   * Appends a number.
   *
   * @param name the field's name
   * @param value the number
   * @return this
   */
  public StateWriter put(String name, double value) {
    begin(FieldKind.DOUBLE, name, Double.BYTES).putLong(Double.doubleToRawLongBits(value));
    return this;
  }

  /**
   * Appends bytes.
   *
   * @param name the field's name
   * @param value any number of bytes
   * @return this
   */
  public StateWriter put(String name, byte[] value) {
    begin(FieldKind.BYTES, name, (long) Integer.BYTES + value.length)
        .putInt(value.length)
        .put(value);
    return this;
  }

  /**
   * Appends numbers.
   *
   * @param name the field's name
   * @param value any number of numbers
   * @return this
   */
  public StateWriter put(String name, double[] value) {
    long bytes = (long) Double.BYTES * value.length;
    begin(FieldKind.DOUBLES, name, Integer.BYTES + bytes).putInt(value.length);
    out.asDoubleBuffer().put(value);
    out.position(out.position() + (int) bytes);
    return this;
  }

  /**
   * Appends a slab: its type, its shape and its elements.
   *
   * @param name the field's name
   * @param slab an open slab
   * @return this
   */
  public StateWriter put(String name, Slab slab) {
    long[] shape = slab.shape();
    begin(FieldKind.SLAB, name, 2L + (long) Long.BYTES * shape.length + slab.bytes());
    out.put(SlabBytes.code(slab.type())).put((byte) shape.length);
    for (long dimension : shape) {
      out.putLong(dimension);
    }
    SlabBytes.put(out, slab);
    return this;
  }

  /**
   * All fields so far.
   *
   * @return a copy
   */
  public byte[] toBytes() {
    return Arrays.copyOf(out.array(), out.position());
  }

  /** Makes room for a field and writes its kind and name. */
  private ByteBuffer begin(FieldKind kind, String name, long bytes) {
    byte[] label = name.getBytes(StandardCharsets.UTF_8);
    if (label.length == 0 || label.length > FieldKind.LONGEST_NAME) {
      throw new CheckpointException(
          "a field called \"%s\", expected a name of 1 to %s bytes"
              .formatted(name, FieldKind.LONGEST_NAME));
    }
    makeRoom(name, 2L + label.length + bytes);
    return out.put(kind.code).put((byte) label.length).put(label);
  }

  private void makeRoom(String name, long bytes) {
    long needed = out.position() + bytes;
    if (needed > MOST_BYTES) {
      throw new CheckpointException(
          "with the field \"%s\" the entry takes %s bytes, expected at most %s; make two entries"
              .formatted(name, needed, MOST_BYTES));
    }
    if (needed > out.capacity()) {
      long capacity = Math.min(MOST_BYTES, Math.max(needed, 2L * out.capacity()));
      byte[] larger = Arrays.copyOf(out.array(), (int) capacity);
      out = ByteBuffer.wrap(larger).order(ByteOrder.LITTLE_ENDIAN).position(out.position());
    }
  }
}
