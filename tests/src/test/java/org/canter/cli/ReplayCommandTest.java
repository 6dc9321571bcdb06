// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.canter.io.NpyArray;
import org.canter.io.NpyFile;
import org.canter.io.NpzFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCommandTest {
  private static final String HOPPER = "gym/Hopper-v4";

  @TempDir Path folder;
  private final CommandRun run = new CommandRun();

  private Path file(String name, NpyArray array) throws IOException {
    Path path = folder.resolve(name);
    NpyFile.write(path, array);
    return path;
  }

  private Path actions(int steps) throws IOException {
    double[] values = new double[3 * steps];
    Arrays.setAll(values, i -> Math.sin(i));
    return file("A.npy", NpyArray.of(values, steps, 3));
  }

  private int replay(String environment, Path actions, Path state) {
    String out = folder.resolve("T.npz").toString();
    return state == null
        ? run.of("replay", "--env", environment, "--actions", actions.toString(), "--out", out)
        : run.of(
            "replay",
            "--env",
            environment,
            "--actions",
            actions.toString(),
            "--state",
            state.toString(),
            "--out",
            out);
  }

  private Map<String, NpyArray> result() throws IOException {
    return NpzFile.read(folder.resolve("T.npz"));
  }

  @Test
  void aReplayGoesOnPastTheEnd() throws IOException {
    assertThat(replay(HOPPER, actions(200), null)).isEqualTo(0);
    assertThat(run.err()).isEmpty();
    Map<String, NpyArray> found = result();
    assertThat(found.keySet())
        .containsExactly("obs", "rew", "terminated", "truncated", "qpos", "qvel")
        .inOrder();
    assertThat(found.get("obs").toString()).isEqualTo("<f8[200, 11]");
    assertThat(found.get("rew").toString()).isEqualTo("<f8[200]");
    assertThat(found.get("terminated").toString()).isEqualTo("|b1[200]");
    assertThat(found.get("qpos").toString()).isEqualTo("<f8[200, 6]");
    assertThat(found.get("qvel").toString()).isEqualTo("<f8[200, 6]");
    // it falls, and lies there to the end
    double[] terminated = found.get("terminated").doubles();
    assertThat(terminated[0]).isEqualTo(0.0);
    assertThat(terminated[199]).isEqualTo(1.0);
    // what is observed is what is there: qpos without x
    assertThat(found.get("obs").get(0)).isEqualTo(found.get("qpos").get(1));
  }

  @Test
  void theDefaultStateIsTheResetWithoutNoise() throws IOException {
    Path actions = actions(20);
    assertThat(replay(HOPPER, actions, null)).isEqualTo(0);
    double[] expected = result().get("obs").doubles();
    // Hopper stands 1.25 m high
    double[] start = new double[12];
    start[1] = 1.25;
    assertThat(replay(HOPPER, actions, file("S.npy", NpyArray.of(start, 12)))).isEqualTo(0);
    assertThat(result().get("obs").doubles()).isEqualTo(expected);
  }

  @Test
  void aStateIsWhereTheReplayBegins() throws IOException {
    Path actions = actions(20);
    assertThat(replay(HOPPER, actions, null)).isEqualTo(0);
    Map<String, NpyArray> whole = result();
    double[] state = new double[12];
    System.arraycopy(whole.get("qpos").doubles(), 6 * 9, state, 0, 6);
    System.arraycopy(whole.get("qvel").doubles(), 6 * 9, state, 6, 6);
    double[] later = Arrays.copyOfRange(NpyFile.read(actions).doubles(), 30, 60);
    Path rest = file("B.npy", NpyArray.of(later, 10, 3));
    assertThat(replay(HOPPER, rest, file("S.npy", NpyArray.of(state, 12)))).isEqualTo(0);
    double[] found = result().get("qpos").doubles();
    // the solver's warm start is not part of the state
    for (int i = 0; i < 6; i++) {
      assertThat(found[i]).isWithin(1e-8).of(whole.get("qpos").get(6 * 10 + i));
    }
  }

  @Test
  void anEnvironmentWithoutPhysicsHasNoStates() throws IOException {
    Path actions = file("A.npy", NpyArray.of(new double[] {1, 0, 1, 1}, 4, 1));
    assertThat(replay("gym/CartPole-v1", actions, null)).isEqualTo(0);
    assertThat(result().keySet()).containsExactly("obs", "rew", "terminated", "truncated");
    Path state = file("S.npy", NpyArray.of(new double[4], 4));
    assertThat(replay("gym/CartPole-v1", actions, state)).isEqualTo(3);
    assertThat(run.err()).contains("has no physics");
  }

  @Test
  void anUnknownEnvironmentComesWithASuggestion() throws IOException {
    assertThat(replay("gym/hoper", actions(1), null)).isEqualTo(2);
    assertThat(run.err()).contains("did you mean gym/Hopper-v4?");
    assertThat(run.of("replay", "--env", HOPPER)).isEqualTo(2);
  }

  @Test
  void arraysOfAnotherShapeOrTypeAreRefused() throws IOException {
    refused(file("A.npy", NpyArray.of(new double[4], 2, 2)), null, "holds <f8[2, 2]");
    refused(file("A.npy", NpyArray.of(new double[6], 6)), null, "takes <f8[T, 3]");
    refused(file("A.npy", NpyArray.of(new float[6], 2, 3)), null, "holds <f4[2, 3]");
    Path good = actions(2);
    refused(good, file("S.npy", NpyArray.of(new double[12], 2, 6)), "takes <f8[nq + nv]");
    refused(good, file("S.npy", NpyArray.of(new double[11], 11)), "6 positions and 6 velocities");
    refused(good, file("S.npy", NpyArray.of(new long[12], 12)), "holds <i8[12]");
  }

  @Test
  void numbersThatAreNoneAreRefused() throws IOException {
    double[] values = new double[6];
    values[4] = Double.NaN;
    refused(file("A.npy", NpyArray.of(values, 2, 3)), null, "action 1 has NaN");
    double[] state = new double[12];
    state[7] = Double.POSITIVE_INFINITY;
    refused(actions(2), file("S.npy", NpyArray.of(state, 12)), "number 7 of the state");
  }

  private void refused(Path actions, Path state, String why) {
    assertThat(replay(HOPPER, actions, state)).isEqualTo(3);
    assertThat(run.err()).contains(why);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(Files.exists(folder.resolve("T.npz"))).isFalse();
  }

  @Test
  void filesThatCannotBeReadAreInputErrors() throws IOException {
    assertThat(replay(HOPPER, folder.resolve("none.npy"), null)).isEqualTo(5);
    assertThat(run.err()).contains("none.npy: no such file");
    Path text = Files.writeString(folder.resolve("text.npy"), "no array");
    assertThat(replay(HOPPER, text, null)).isEqualTo(5);
  }

  @Test
  void aPlaceThatCannotBeWrittenIsAnOutputError() throws IOException {
    String out = folder.resolve("no/such/folder/T.npz").toString();
    String actions = actions(2).toString();
    assertThat(run.of("replay", "--env", HOPPER, "--actions", actions, "--out", out)).isEqualTo(5);
  }

  @Test
  void aSimulationThatBreaksDownIsAPhysicsFailure() throws IOException {
    double[] state = new double[12];
    state[1] = 1.25;
    state[8] = 1e9;
    assertThat(replay(HOPPER, actions(50), file("S.npy", NpyArray.of(state, 12)))).isEqualTo(6);
    assertThat(run.err()).contains("failed: ");
  }
}
