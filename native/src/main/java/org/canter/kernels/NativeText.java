// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;

/** Texts that the native library owns. */
final class NativeText {
  private NativeText() {}

  /** A copy of a NUL-terminated UTF-8 text; empty for null. */
  static String of(BytePointer text) {
    if (text == null || text.isNull()) {
      return "";
    }
    // a limit would make JavaCPP copy to the limit instead of to the NUL
    return new String(text.limit(0).getStringBytes(), StandardCharsets.UTF_8);
  }
}
