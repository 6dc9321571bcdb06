// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NpyFileTest {
  @TempDir Path folder;

  static Stream<NpyArray> arrays() {
    return Stream.of(
        NpyArray.of(new double[] {1.5, -0.0, Double.NaN, 1e300, 5, 6}, 2, 3),
        NpyArray.of(new float[] {1.5f, Float.MIN_VALUE}, 2, 1),
        NpyArray.of(new long[] {Long.MIN_VALUE, 7}, 2),
        NpyArray.of(new int[] {-1}),
        NpyArray.of(new byte[] {0, (byte) 200}, 1, 2, 1),
        NpyArray.of(new boolean[] {true, false}, 2),
        NpyArray.of(new double[0], 0, 3));
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void whatIsWrittenIsRead(NpyArray array) throws IOException {
    Path path = folder.resolve("a.npy");
    NpyFile.write(path, array);
    NpyArray read = NpyFile.read(path);
    assertThat(read.type()).isEqualTo(array.type());
    assertThat(read.shape()).isEqualTo(array.shape());
    assertThat(read.bytes()).isEqualTo(array.bytes());
    // the part beside the file is gone
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.toList()).containsExactly(path);
    }
  }

  @ParameterizedTest
  @MethodSource("arrays")
  void elementsBeginAtAMultipleOf64(NpyArray array) throws IOException {
    Path path = folder.resolve("a.npy");
    NpyFile.write(path, array);
    assertThat((Files.size(path) - array.bytes().length) % 64).isEqualTo(0);
  }

  @Test
  void theHeadIsWhatNumpyWrites() throws IOException {
    Path path = folder.resolve("a.npy");
    NpyFile.write(path, NpyArray.of(new double[] {1, 2}, 2));
    String head = new String(Files.readAllBytes(path), 0, 128, StandardCharsets.ISO_8859_1);
    assertThat(head)
        .startsWith(
            "\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f8', 'fortran_order': False, 'shape': (2,),"
                + " }");
    assertThat(head.charAt(127)).isEqualTo('\n');
  }

  @Test
  void elementsAreWidened() {
    assertThat(NpyArray.of(new byte[] {(byte) 200}, 1).doubles()).isEqualTo(new double[] {200});
    assertThat(NpyArray.of(new float[] {0.1f}, 1).get(0)).isEqualTo((double) 0.1f);
    assertThat(NpyArray.of(new boolean[] {true}, 1).get(0)).isEqualTo(1.0);
    assertThat(NpyArray.of(new long[] {-3}, 1).get(0)).isEqualTo(-3.0);
    assertThat(NpyArray.of(new int[] {-4}, 1).get(0)).isEqualTo(-4.0);
  }

  @Test
  void fortranOrderIsTurned() throws IOException {
    // [[[0, 1, 2], [3, 4, 5]], [[6, 7, 8], [9, 10, 11]]] with the first index fastest
    int[] columnsFirst = {0, 6, 3, 9, 1, 7, 4, 10, 2, 8, 5, 11};
    ByteBuffer elements = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    elements.asIntBuffer().put(columnsFirst);
    String text = "{'descr': '<i4', 'fortran_order': True, 'shape': (2, 2, 3), }";
    double[] read = NpyFile.read(file(1, text, elements.array())).doubles();
    assertThat(read).isEqualTo(new double[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11});
  }

  @Test
  void laterVersionsHaveLongerLengths() throws IOException {
    String text = "{'descr': '|u1', 'fortran_order': False, 'shape': (), }";
    for (int version = 2; version <= 3; version++) {
      NpyArray read = NpyFile.read(file(version, text, new byte[] {9}));
      assertThat(read.doubles()).isEqualTo(new double[] {9});
      assertThat(read.shape()).isEmpty();
    }
  }

  static Stream<Arguments> damaged() {
    return Stream.of(
        Arguments.of("{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", "type |O"),
        Arguments.of("{'descr': '>f8', 'fortran_order': False, 'shape': (1,), }", "type >f8"),
        Arguments.of("{'fortran_order': False, 'shape': (1,), }", "lacks"),
        Arguments.of("{'descr': '<f8', 'shape': (1,), }", "lacks"),
        Arguments.of("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }", "lacks"),
        Arguments.of("{'descr': '<f8', 'fortran_order': False, 'shape': (2,), }", "ends after 8"),
        Arguments.of("{'descr': '<f4', 'fortran_order': False, 'shape': (1,), }", "goes on"),
        Arguments.of(
            "{'descr': '<f8', 'fortran_order': False, 'shape': (99999, 99999), }", "2 GiB"),
        Arguments.of("{'descr': '<f8', 'fortran_order': False, 'shape': (2000000000,), }", "2 GiB"),
        Arguments.of("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999,), }", "2^31"));
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void aBadHeadIsRefused(String text, String reason) throws IOException {
    Path path = file(1, text, new byte[8]);
    IOException refusal = assertThrows(IOException.class, () -> NpyFile.read(path));
    assertThat(refusal).hasMessageThat().contains(path.toString());
    assertThat(refusal).hasMessageThat().contains(reason);
  }

  @Test
  void everyShortFileIsRefused() throws IOException {
    Path path = folder.resolve("a.npy");
    NpyFile.write(path, NpyArray.of(new double[] {1, 2}, 2));
    byte[] whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      assertThrows(IOException.class, () -> NpyFile.read(path));
    }
    Files.write(path, "something else".getBytes(StandardCharsets.US_ASCII));
    IOException refusal = assertThrows(IOException.class, () -> NpyFile.read(path));
    assertThat(refusal).hasMessageThat().contains("no .npy file");
  }

  @Test
  void shapesMustFitTheirElements() {
    assertThrows(IllegalArgumentException.class, () -> NpyArray.of(new double[3], 2, 2));
  }

  private Path file(int version, String text, byte[] elements) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    out.write(text.length() + 1);
    out.write(0);
    if (version > 1) {
      out.write(0);
      out.write(0);
    }
    out.write(text.getBytes(StandardCharsets.US_ASCII));
    out.write('\n');
    out.write(elements);
    Path path = folder.resolve("made.npy");
    Files.write(path, out.toByteArray());
    return path;
  }
}
