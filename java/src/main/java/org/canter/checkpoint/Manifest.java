// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * What makes a folder a checkpoint: the list of its entries with lengths and sums, in lines of
 * ASCII that have one spelling only. The last line holds the sum of those before it.
 */
record Manifest(long iteration, List<Entry> entries) {
  /** In capitals, as no entry is. */
  static final String FILE = "MANIFEST";

  /** Longer than any that is valid. */
  static final int MOST_BYTES = 1 << 20;

  private static final String FIRST_WORDS = "canter checkpoint ";
  private static final int FORMAT = 1;
  private static final Pattern HEAD =
      Pattern.compile("iteration (0|[1-9]\\d{0,17})\nentries (0|[1-9]\\d{0,3})\n");
  private static final Pattern LINE =
      Pattern.compile("([0-9a-f]{8}) (0|[1-9]\\d{0,9}) ([a-z0-9._-]+)\n");
  private static final int LAST_LINE = "manifest 01234567\n".length();

  /** A file: name, bytes, and CRC32C of them. */
  record Entry(String name, long length, int crc) {}

  /** The manifest of what is about to be written. */
  static Manifest of(Checkpoint checkpoint) {
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : checkpoint.shared().entrySet()) {
      byte[] bytes = entry.getValue();
      entries.add(new Entry(entry.getKey(), bytes.length, crc(bytes, bytes.length)));
    }
    return new Manifest(checkpoint.iteration(), List.copyOf(entries));
  }

  byte[] toBytes() {
    StringBuilder text = new StringBuilder(FIRST_WORDS).append(FORMAT).append('\n');
    text.append("iteration ").append(iteration).append('\n');
    text.append("entries ").append(entries.size()).append('\n');
    for (Entry entry : entries) {
      text.append("%08x %d %s\n".formatted(entry.crc, entry.length, entry.name));
    }
    byte[] body = text.toString().getBytes(StandardCharsets.US_ASCII);
    text.append("manifest %08x\n".formatted(crc(body, body.length)));
    return text.toString().getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads a manifest; the reason of a refusal names no file, as only the caller knows it. */
  static Manifest parse(byte[] bytes) {
    // one character for each byte, whatever it is
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String body = text.substring(0, Math.max(0, text.length() - LAST_LINE));
    String sum = "manifest %08x\n".formatted(crc(bytes, body.length()));
    if (!text.equals(body + sum)) {
      throw new CheckpointException("it does not have the sum that its last line should hold");
    }
    String first = FIRST_WORDS + FORMAT + "\n";
    if (!body.startsWith(first)) {
      throw new CheckpointException(
          "it begins with \"%s\", this version reads \"%s\"; use the version that wrote it"
              .formatted(body.lines().findFirst().orElse(""), first.strip()));
    }
    return parseLines(body.substring(first.length()));
  }

  private static Manifest parseLines(String text) {
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      throw new CheckpointException("it does not say its iteration and its number of entries");
    }
    int count = Integer.parseInt(head.group(2));
    List<Entry> entries = new ArrayList<>();
    Matcher line = LINE.matcher(text).region(head.end(), text.length());
    while (line.lookingAt()) {
      entries.add(entry(line, entries));
      line.region(line.end(), text.length());
    }
    if (entries.size() != count || line.regionStart() != text.length()) {
      throw new CheckpointException(
          "it announces %s entries and lists %s".formatted(count, entries.size()));
    }
    return new Manifest(Long.parseLong(head.group(1)), List.copyOf(entries));
  }

  private static Entry entry(Matcher line, List<Entry> before) {
    long length = Long.parseLong(line.group(2));
    String name = line.group(3);
    boolean ascends = before.isEmpty() || before.get(before.size() - 1).name.compareTo(name) < 0;
    if (!ascends || !Checkpoint.isName(name) || length > Integer.MAX_VALUE - 8) {
      throw new CheckpointException(
          "its entry \"%s\" of %s bytes is out of order, of no valid name or larger than an array"
              .formatted(name, length));
    }
    return new Entry(name, length, Integer.parseUnsignedInt(line.group(1), 16));
  }

  /** The CRC32C of the first bytes. */
  static int crc(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
