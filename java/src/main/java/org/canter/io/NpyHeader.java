// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The head of an .npy file: magic, version, the length of a dictionary, the dictionary in Python's
 * notation, padded so that the elements begin at a multiple of 64.
 *
 * @param type the elements' type
 * @param shape the dimensions
 * @param columnsFirst whether the elements are in Fortran order
 */
record NpyHeader(NpyType type, int[] shape, boolean columnsFirst) {
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int ALIGNMENT = 64;
  // a dictionary of three entries needs a hundred bytes
  private static final int MAX_LENGTH = 65536;

  private static final Pattern DESCR = Pattern.compile("'descr'\\s*:\\s*'([^']*)'");
  private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
  private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9,\\sL]*)\\)");

  /** Reads a head; the stream then stands at the first element. */
  static NpyHeader read(DataInputStream in, String name) throws IOException {
    byte[] magic = new byte[MAGIC.length];
    in.readFully(magic);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new IOException(name + " is no .npy file: it does not begin with \\x93NUMPY");
    }
    int major = in.readUnsignedByte();
    in.readUnsignedByte();
    if (major < 1 || major > 3) {
      throw new IOException(name + " has .npy version " + major + "; 1 to 3 are read");
    }
    long length = in.readUnsignedByte() | in.readUnsignedByte() << 8;
    if (major > 1) {
      length |= (long) in.readUnsignedByte() << 16 | (long) in.readUnsignedByte() << 24;
    }
    if (length > MAX_LENGTH) {
      throw new IOException(name + " has a header of " + length + " bytes; it is damaged");
    }
    byte[] text = new byte[(int) length];
    in.readFully(text);
    return parse(new String(text, StandardCharsets.ISO_8859_1), name);
  }

  private static NpyHeader parse(String text, String name) throws IOException {
    String descr = find(DESCR, text, name);
    NpyType type = NpyType.of(descr);
    if (type == null) {
      throw new IOException(
          name
              + " holds elements of type "
              + descr
              + "; "
              + known()
              + " are read: save it with"
              + " numpy.asarray(x, dtype=...)");
    }
    boolean columnsFirst = find(ORDER, text, name).equals("True");
    String[] parts = find(SHAPE, text, name).replace("L", "").split(",");
    int[] shape = new int[parts.length];
    int dimensions = 0;
    for (String part : parts) {
      if (!part.isBlank()) {
        shape[dimensions++] = length(part.strip(), name);
      }
    }
    shape = Arrays.copyOf(shape, dimensions);
    long elements = NpyArray.elements(shape);
    if (elements < 0 || elements * type.bytes() > Integer.MAX_VALUE - 8) {
      throw new IOException(
          name + " is " + Arrays.toString(shape) + " of " + descr + ", more than 2 GiB; split it");
    }
    return new NpyHeader(type, shape, columnsFirst);
  }

  private static int length(String digits, String name) throws IOException {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException error) {
      throw new IOException(
          name + " has a dimension of " + digits + " elements; at most 2^31 - 1 are read", error);
    }
  }

  private static String find(Pattern pattern, String text, String name) throws IOException {
    Matcher matcher = pattern.matcher(text);
    if (!matcher.find()) {
      throw new IOException(
          name
              + " has the header "
              + text.strip()
              + ", which lacks "
              + pattern.pattern()
              + "; only plain arrays are read");
    }
    return matcher.group(1);
  }

  private static String known() {
    return Arrays.stream(NpyType.values()).map(NpyType::descr).collect(Collectors.joining(" "));
  }

  /** The head of an array in C order, version 1.0. */
  static byte[] bytes(NpyArray array) {
    int[] shape = array.shape();
    String dimensions =
        Arrays.stream(shape).mapToObj(Integer::toString).collect(Collectors.joining(", "));
    String text =
        "{'descr': '"
            + array.type().descr()
            + "', 'fortran_order': False, 'shape': ("
            + dimensions
            + (shape.length == 1 ? "," : "")
            + "), }";
    int unpadded = MAGIC.length + 4 + text.length() + 1;
    int padded = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] out = new byte[padded];
    Arrays.fill(out, (byte) ' ');
    System.arraycopy(MAGIC, 0, out, 0, MAGIC.length);
    int length = padded - MAGIC.length - 4;
    out[6] = 1;
    out[7] = 0;
    out[8] = (byte) length;
    out[9] = (byte) (length >> 8);
    byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(ascii, 0, out, MAGIC.length + 4, ascii.length);
    out[padded - 1] = '\n';
    return out;
  }
}
