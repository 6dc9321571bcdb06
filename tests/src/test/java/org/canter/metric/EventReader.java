// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads an event file as its format says, sharing no code with what wrote it. */
final class EventReader {
  private EventReader() {}

  /** An event: when, at which step, the version if it says one, its scalars. */
  record Event(double wallTime, long step, String version, Map<String, Float> scalars) {}

  static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = little(Files.readAllBytes(file));
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      long length = bytes.getLong();
      require(bytes.getInt() == masked(bytes, start, 8), "length of the record at " + start);
      byte[] record = new byte[(int) length];
      int from = bytes.position();
      bytes.get(record);
      require(bytes.getInt() == masked(bytes, from, record.length), "record at " + start);
      events.add(event(little(record)));
    }
    return events;
  }

  private static Event event(ByteBuffer bytes) {
    double wallTime = Double.NaN;
    long step = 0;
    String version = "";
    Map<String, Float> scalars = new LinkedHashMap<>();
    while (bytes.hasRemaining()) {
      int key = (int) varint(bytes);
      switch (key) {
        case 1 << 3 | 1 -> wallTime = bytes.getDouble();
        case 2 << 3 -> step = varint(bytes);
        case 3 << 3 | 2 -> version = text(bytes);
        case 5 << 3 | 2 -> summary(part(bytes), scalars);
        default -> throw new IllegalStateException("an event has no field with the key " + key);
      }
    }
    return new Event(wallTime, step, version, scalars);
  }

  private static void summary(ByteBuffer bytes, Map<String, Float> scalars) {
    while (bytes.hasRemaining()) {
      require(varint(bytes) == (1 << 3 | 2), "a summary consists of values");
      ByteBuffer value = part(bytes);
      require(varint(value) == (1 << 3 | 2), "a value begins with its tag");
      String tag = text(value);
      require(varint(value) == (2 << 3 | 5), "a scalar is a float");
      require(scalars.put(tag, value.getFloat()) == null, "one value per tag");
      require(!value.hasRemaining(), "nothing follows a scalar");
    }
  }

  private static ByteBuffer part(ByteBuffer bytes) {
    byte[] part = new byte[(int) varint(bytes)];
    bytes.get(part);
    return little(part);
  }

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(part(bytes)).toString();
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** The checksum bit by bit, by its reversed polynomial, then masked. */
  private static int masked(ByteBuffer bytes, int from, int length) {
    int crc = -1;
    for (int i = from; i < from + length; i++) {
      crc ^= bytes.get(i) & 0xFF;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ 0x82F63B78;
      }
    }
    crc = ~crc;
    return (crc >>> 15 | crc << 17) + 0xA282EAD8;
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("not so: " + what);
    }
  }
}
