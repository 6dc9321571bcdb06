// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Reads a text of at most 1 MiB, whatever the file is. */
final class BoundedText {
  private static final int LIMIT = 1 << 20;

  private BoundedText() {}

  static String of(String source, Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new ConfigException(source + ": is a folder; name a file in it");
      }
      long size = Files.size(file);
      if (size > LIMIT) {
        throw tooLarge(source, size + " bytes are");
      }
      try (InputStream stream = Files.newInputStream(file)) {
        return of(source, stream);
      }
    } catch (NoSuchFileException error) {
      throw new ConfigException(source + ": does not exist: " + file.toAbsolutePath(), error);
    } catch (IOException error) {
      throw unreadable(source, error);
    }
  }

  static String of(String source, InputStream stream) {
    byte[] bytes;
    try {
      // a device or a pipe has no size, so that one byte more decides
      bytes = stream.readNBytes(LIMIT + 1);
    } catch (IOException error) {
      throw unreadable(source, error);
    }
    if (bytes.length > LIMIT) {
      throw tooLarge(source, "it is");
    }
    return withoutControls(source, decode(source, bytes));
  }

  private static ConfigException tooLarge(String source, String what) {
    return new ConfigException(
        source + ": " + what + " more than the 1 MiB that a configuration may have");
  }

  private static ConfigException unreadable(String source, IOException error) {
    return new ConfigException(source + ": cannot be read: " + error, error);
  }

  private static String decode(String source, byte[] bytes) {
    // the decoder of String would put marks in place of what is no UTF-8
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw new ConfigException(
          String.format(
              Locale.ROOT,
              "%s: is not text in UTF-8: byte %d is 0x%02X; save it as UTF-8",
              source,
              in.position() + 1,
              bytes[in.position()]));
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static String withoutControls(String source, String text) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      if (letter == '\n') {
        line++;
        lineStart = i + 1;
      } else if (Character.isISOControl(letter) && letter != '\t' && letter != '\r') {
        throw new ConfigException(
            String.format(
                Locale.ROOT,
                "%s, line %d, column %d: holds the control character U+%04X; is it a text file?",
                source,
                line,
                i - lineStart + 1,
                (int) letter));
      }
    }
    return text;
  }
}
