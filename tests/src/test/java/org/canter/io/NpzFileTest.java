// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzFileTest {
  @TempDir Path folder;

  private static Map<String, NpyArray> some() {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    arrays.put("obs", NpyArray.of(new double[] {1, 2, 3, 4}, 2, 2));
    arrays.put("done", NpyArray.of(new byte[] {0, 1}, 2));
    arrays.put("empty", NpyArray.of(new float[0], 0));
    return arrays;
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Path path = folder.resolve("t.npz");
    NpzFile.write(path, some());
    Map<String, NpyArray> read = NpzFile.read(path);
    assertThat(read.keySet()).containsExactly("obs", "done", "empty").inOrder();
    assertThat(read.get("obs").doubles()).isEqualTo(new double[] {1, 2, 3, 4});
    assertThat(read.get("obs").shape()).isEqualTo(new int[] {2, 2});
    assertThat(read.get("done").type()).isEqualTo(NpyType.U8);
    assertThat(read.get("empty").elements()).isEqualTo(0);
  }

  @Test
  void equalArraysMakeEqualBytes() throws IOException {
    NpzFile.write(folder.resolve("a.npz"), some());
    NpzFile.write(folder.resolve("b.npz"), some());
    assertThat(Files.mismatch(folder.resolve("a.npz"), folder.resolve("b.npz"))).isEqualTo(-1);
  }

  @Test
  void otherThingsAreRefused() throws IOException {
    Path text = folder.resolve("text.npz");
    Files.writeString(text, "nothing");
    assertThat(assertThrows(IOException.class, () -> NpzFile.read(text)))
        .hasMessageThat()
        .contains("no .npz file");

    Path other = folder.resolve("other.npz");
    try (OutputStream out = Files.newOutputStream(other);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("notes.txt"));
      zip.closeEntry();
    }
    assertThat(assertThrows(IOException.class, () -> NpzFile.read(other)))
        .hasMessageThat()
        .contains("notes.txt");
  }

  @Test
  void aFailedWriteLeavesWhatWasThere() throws IOException {
    Path path = folder.resolve("t.npz");
    NpzFile.write(path, some());
    byte[] before = Files.readAllBytes(path);
    Map<String, NpyArray> broken = some();
    broken.put("null", null);
    assertThrows(NullPointerException.class, () -> NpzFile.write(path, broken));
    assertThat(Files.readAllBytes(path)).isEqualTo(before);
    try (var files = Files.list(folder)) {
      assertThat(files.toList()).containsExactly(path);
    }
  }
}
