// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.canter.io.NpyArray;
import org.canter.io.NpzFile;

/** A recorded trajectory of the reference; tests/golden/physics/README.md has the keys. */
public final class Recording {
  private static final Path FOLDER =
      Path.of(System.getProperty("canter.root"), "tests", "golden", "physics", "recordings");

  private final Path path;
  private final Map<String, NpyArray> arrays;

  private Recording(Path path) throws IOException {
    this.path = path;
    this.arrays = NpzFile.read(path);
  }

  /** The names of all recordings, such as Hopper-v4-seed1. */
  public static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files.map(file -> file.getFileName().toString().replace(".npz", "")).sorted().toList();
    }
  }

  public static Recording open(String name) throws IOException {
    return new Recording(FOLDER.resolve(name + ".npz"));
  }

  /** The task that was recorded, such as gym/Hopper-v4. */
  public static String id(String name) {
    return "gym/" + name.replaceAll("-seed\\d+$", "");
  }

  int steps() {
    return arrays.get("action").shape()[0];
  }

  /** A row of an array. */
  double[] row(String key, int row) {
    NpyArray array = array(key);
    int width = array.elements() / array.shape()[0];
    double[] out = new double[width];
    Arrays.setAll(out, i -> array.get(row * width + i));
    return out;
  }

  /** An element of an array of one dimension. */
  double number(String key, int index) {
    return array(key).get(index);
  }

  /** Which reset precedes each step, -1 where none does. */
  int[] resets() {
    int[] resets = new int[steps()];
    Arrays.fill(resets, -1);
    NpyArray at = array("reset_step");
    for (int k = 0; k < at.elements(); k++) {
      resets[(int) at.get(k)] = k;
    }
    return resets;
  }

  /** Whether a number of the observation is the same in all steps of the recording. */
  public boolean isConstant(int number) {
    double first = row("obs", 0)[number];
    for (int t = 1; t < steps(); t++) {
      if (row("obs", t)[number] != first) {
        return false;
      }
    }
    return true;
  }

  private NpyArray array(String key) {
    NpyArray array = arrays.get(key);
    if (array == null) {
      throw new IllegalArgumentException(path + " has no " + key + ", but " + arrays.keySet());
    }
    return array;
  }
}
