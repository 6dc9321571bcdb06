// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.canter.kernels.Slab;

/**
 * Takes the fields out of the bytes of an entry, in the order in which {@link StateWriter} put them
 * there. A field of another name, kind or size is refused, whatever the bytes are.
 */
public final class StateReader {
  private final ByteBuffer in;
  private final String entry;

  private StateReader(ByteBuffer in, String entry) {
    this.in = in;
    this.entry = entry;
  }

  /**
   * Begins at the first field.
   *
   * @param bytes what {@link StateWriter#toBytes()} gave
   * @param entry the entry's name, for messages
   * @return a reader
   * @throws CheckpointException if no writer made these bytes
   */
  public static StateReader of(byte[] bytes, String entry) {
    ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length < Integer.BYTES || in.getInt() != FieldKind.MAGIC) {
      throw new CheckpointException(
          "the entry \"%s\" of %s bytes begins otherwise than ours; was another version at work?"
              .formatted(entry, bytes.length));
    }
    return new StateReader(in, entry);
  }

  /**
   * Takes a number.
   *
   * @param name the field's name
   * @return the number
   * @throws CheckpointException if the next field is another
   */
  public long getLong(String name) {
    begin(FieldKind.LONG, name, Long.BYTES);
    return in.getLong();
  }

  /**
   * Takes a number.
   *
   * @param name the field's name
   * @return the number, with its bits
   * @throws CheckpointException if the next field is another
   */
  public double getDouble(String name) {
    begin(FieldKind.DOUBLE, name, Double.BYTES);
    return Double.longBitsToDouble(in.getLong());
  }

  /**
   * Takes bytes.
   *
   * @param name the field's name
   * @return as many as were put
   * @throws CheckpointException if the next field is another
   */
  public byte[] getBytes(String name) {
    begin(FieldKind.BYTES, name, Integer.BYTES);
    byte[] value = new byte[count(name, 1)];
    in.get(value);
    return value;
  }

  /**
   * Takes numbers.
   *
   * @param name the field's name
   * @return as many as were put, with their bits
   * @throws CheckpointException if the next field is another
   */
  public double[] getDoubles(String name) {
    begin(FieldKind.DOUBLES, name, Integer.BYTES);
    double[] value = new double[count(name, Double.BYTES)];
    in.asDoubleBuffer().get(value);
    in.position(in.position() + Double.BYTES * value.length);
    return value;
  }

  /**
   * Takes a slab's elements.
   *
   * @param name the field's name
   * @param slab an open slab of the type and shape that was put; it changes only if all is right
   * @throws CheckpointException if the next field is another, or of another type or shape
   */
  public void read(String name, Slab slab) {
    begin(FieldKind.SLAB, name, 2);
    byte type = in.get();
    byte dimensions = in.get();
    requireRemaining(name, (long) Long.BYTES * Math.max(0, dimensions));
    long[] shape = new long[Math.max(0, dimensions)];
    for (int i = 0; i < shape.length; i++) {
      shape[i] = in.getLong();
    }
    if (type != SlabBytes.code(slab.type()) || !Arrays.equals(shape, slab.shape())) {
      throw refused(
          name,
          "of type '%c' and shape %s, %s takes type '%c'; was the configuration changed?"
              .formatted(
                  (char) (type & 0xff), Arrays.toString(shape), slab, SlabBytes.code(slab.type())));
    }
    requireRemaining(name, slab.bytes());
    SlabBytes.get(in, slab);
  }

  /**
   * Makes sure that nothing is left.
   *
   * @throws CheckpointException if a field was not taken
   */
  public void end() {
    if (in.hasRemaining()) {
      throw new CheckpointException(
          ("the entry \"%s\" has %s bytes more than are expected, from %s on;"
                  + " was it saved by another version?")
              .formatted(entry, in.remaining(), FieldKind.describe(in.get(in.position()))));
    }
  }

  /** Goes past the kind and the name of a field that has at least some bytes. */
  private void begin(FieldKind kind, String name, int atLeast) {
    requireRemaining(name, 2);
    byte code = in.get();
    int length = in.get() & 0xff;
    requireRemaining(name, length);
    byte[] label = new byte[length];
    in.get(label);
    String found = new String(label, StandardCharsets.UTF_8);
    if (code != kind.code || !found.equals(name)) {
      throw refused(
          name,
          "expected here as %s, but there is %s called \"%s\""
              .formatted(kind.description, FieldKind.describe(code), found));
    }
    requireRemaining(name, atLeast);
  }

  /** A number of elements that are there. */
  private int count(String name, int bytesEach) {
    int count = in.getInt();
    requireRemaining(name, count < 0 ? Long.MAX_VALUE : (long) count * bytesEach);
    return count;
  }

  private void requireRemaining(String name, long bytes) {
    if (in.remaining() < bytes) {
      throw refused(
          name, "cut off: it takes %s bytes more, %s are left".formatted(bytes, in.remaining()));
    }
  }

  private CheckpointException refused(String name, String reason) {
    return new CheckpointException(
        "the field \"%s\" of the entry \"%s\" is %s".formatted(name, entry, reason));
  }
}
