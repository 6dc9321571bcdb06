// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.canter.metric.MetricRow;

/** SHA-256 of a trainer's state: what a verification compares. */
final class RunHashes {
  // as many bits as a column of numbers keeps exactly
  private static final int BITS = 52;

  private RunHashes() {}

  /** A column for each entry, of the leading bits of its hash. */
  static MetricRow row(Map<String, byte[]> entries) {
    MetricRow row = new MetricRow();
    entries.forEach((name, bytes) -> row.put(name, leading(bytes)));
    return row;
  }

  /** The whole hash of some bytes, in hexadecimal. */
  static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(digest(bytes));
  }

  private static long leading(byte[] bytes) {
    return ByteBuffer.wrap(digest(bytes)).getLong() >>> (Long.SIZE - BITS);
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException missing) {
      // every Java platform must have it
      throw new IllegalStateException(missing);
    }
  }
}
