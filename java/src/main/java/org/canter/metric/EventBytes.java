// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of TensorBoard's Event message: the four protocol buffer field kinds that it needs. */
final class EventBytes {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  // field numbers of event.proto and summary.proto
  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

  private EventBytes() {}

  /** The first event of every file: which format follows. */
  static byte[] version(double wallTime) {
    EventBytes event = new EventBytes();
    event.putDouble(EVENT_WALL_TIME, wallTime);
    event.putBytes(EVENT_FILE_VERSION, "brain.Event:2".getBytes(StandardCharsets.US_ASCII));
    return event.out.toByteArray();
  }

  /** One event with a scalar for everything that a row measured. */
  static byte[] scalars(double wallTime, long step, MetricRow row) {
    EventBytes summary = new EventBytes();
    for (String name : row.names()) {
      if (row.isMeasured(name)) {
        EventBytes value = new EventBytes();
        value.putBytes(VALUE_TAG, name.getBytes(StandardCharsets.US_ASCII));
        value.putFloat(VALUE_SIMPLE, (float) row.get(name));
        summary.putBytes(SUMMARY_VALUE, value.out.toByteArray());
      }
    }
    EventBytes event = new EventBytes();
    event.putDouble(EVENT_WALL_TIME, wallTime);
    event.key(EVENT_STEP, VARINT);
    event.varint(step);
    event.putBytes(EVENT_SUMMARY, summary.out.toByteArray());
    return event.out.toByteArray();
  }

  private void putDouble(int field, double value) {
    key(field, FIXED64);
    littleEndian(Double.doubleToLongBits(value), Double.BYTES);
  }

  private void putFloat(int field, float value) {
    key(field, FIXED32);
    littleEndian(Float.floatToIntBits(value), Float.BYTES);
  }

  private void putBytes(int field, byte[] bytes) {
    key(field, BYTES);
    varint(bytes.length);
    out.writeBytes(bytes);
  }

  private void key(int field, int kind) {
    varint((long) field << 3 | kind);
  }

  // seven bits a byte, low ones first; the top bit says that more follow
  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  private void littleEndian(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> 8 * i));
    }
  }
}
