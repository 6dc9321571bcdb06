// SPDX-License-Identifier: Apache-2.0
package org.canter.metric;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * The frame around every record of an event file: length, its checksum, the record, its checksum.
 *
 * <p>A checksum is masked, that is rotated and shifted, so that the checksum of bytes which hold
 * checksums stays meaningful.
 */
final class RecordFrame {
  private static final int HEADER = Long.BYTES + Integer.BYTES;
  private static final int FOOTER = Integer.BYTES;
  private static final int MASK = 0xA282EAD8;

  private RecordFrame() {}

  /** A record in its frame. */
  static byte[] around(byte[] record) {
    ByteBuffer frame =
        ByteBuffer.allocate(HEADER + record.length + FOOTER).order(ByteOrder.LITTLE_ENDIAN);
    frame.putLong(record.length);
    frame.putInt(maskedChecksum(frame.array(), 0, Long.BYTES));
    frame.put(record);
    frame.putInt(maskedChecksum(record, 0, record.length));
    return frame.array();
  }

  /** Refuses an offset in the middle of a record; looks at the headers only. */
  static void requireRecordEnd(RandomAccessFile file, long offset, Path path) throws IOException {
    byte[] header = new byte[HEADER];
    long at = 0;
    while (at < offset) {
      long next = -1;
      if (at + HEADER + FOOTER <= offset) {
        file.seek(at);
        file.readFully(header);
        next = at + HEADER + recordLength(header, offset) + FOOTER;
      }
      if (next <= at || next > offset) {
        throw new IOException(
            path + ": byte " + offset + " is not behind the end of a record; was it replaced?");
      }
      at = next;
    }
  }

  /** The length that a header states, or one that cannot be if the header is damaged. */
  private static long recordLength(byte[] header, long impossible) {
    ByteBuffer fields = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    long length = fields.getLong();
    boolean whole = fields.getInt() == maskedChecksum(header, 0, Long.BYTES);
    return whole && length >= 0 && length < impossible ? length : impossible;
  }

  private static int maskedChecksum(byte[] bytes, int from, int length) {
    CRC32C checksum = new CRC32C();
    checksum.update(bytes, from, length);
    return Integer.rotateRight((int) checksum.getValue(), 15) + MASK;
  }
}
