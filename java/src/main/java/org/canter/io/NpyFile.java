// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads and writes .npy files. */
public final class NpyFile {
  private NpyFile() {}

  /**
   * Reads a file.
   *
   * @param path the file
   * @return its array, turned to C order if it was in Fortran's
   * @throws IOException if it cannot be read, is damaged, or holds another type
   */
  public static NpyArray read(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      NpyArray array = read(in, path.toString());
      if (in.read() >= 0) {
        throw new IOException(path + " goes on after its last element; it is damaged");
      }
      return array;
    }
  }

  /**
   * Writes a file; a reader sees the old one or the new one, never a part.
   *
   * @param path the file, replaced if it is there
   * @param array what to write
   * @throws IOException if it cannot be written
   */
  public static void write(Path path, NpyArray array) throws IOException {
    WholeFile.write(path, out -> write(out, array));
  }

  /** Reads an array from a stream; `name` is for messages. */
  static NpyArray read(InputStream stream, String name) throws IOException {
    try {
      NpyHeader header = NpyHeader.read(new DataInputStream(stream), name);
      int wanted = (int) NpyArray.elements(header.shape()) * header.type().bytes();
      // grows with what is there, not with what a damaged header promises
      byte[] bytes = stream.readNBytes(wanted);
      if (bytes.length < wanted) {
        throw new IOException(
            name + " ends after " + bytes.length + " of " + wanted + " bytes of elements");
      }
      byte[] ordered = header.columnsFirst() ? rowsFirst(header, bytes) : bytes;
      return new NpyArray(header.type(), header.shape(), ordered);
    } catch (EOFException error) {
      throw new IOException(name + " ends within its header", error);
    }
  }

  /** Writes an array to a stream. */
  static void write(OutputStream out, NpyArray array) throws IOException {
    out.write(NpyHeader.bytes(array));
    out.write(array.rawBytes());
  }

  /** Elements from Fortran order to C order. */
  private static byte[] rowsFirst(NpyHeader header, byte[] bytes) {
    int[] shape = header.shape();
    int size = header.type().bytes();
    byte[] out = new byte[bytes.length];
    int[] at = new int[shape.length];
    for (int target = 0; target < bytes.length; target += size) {
      int source = 0;
      for (int axis = shape.length - 1; axis >= 0; axis--) {
        source = source * shape[axis] + at[axis];
      }
      System.arraycopy(bytes, source * size, out, target, size);
      // the next place in C order
      for (int axis = shape.length - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--) {
        at[axis] = 0;
      }
    }
    return out;
  }
}
