// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.canter.checkpoint.Checkpoint;
import org.canter.checkpoint.CheckpointStore;
import org.canter.checkpoint.Fingerprint;
import org.canter.run.RunDirectory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir private Path path;
  private final CommandRun run = new CommandRun();

  /** Checkpoints of eight and nine iterations, of nine. */
  @BeforeEach
  void train() {
    TrainedRun.train(path, TrainedRun.small());
  }

  private int verify(String... options) {
    List<String> words = new ArrayList<>(List.of("verify", path.toString()));
    words.addAll(List.of(options));
    return run.of(words.toArray(String[]::new));
  }

  @Test
  void theSameIterationsAgree() {
    assertThat(verify()).isEqualTo(0);
    assertThat(run.out()).isEqualTo("iterations 8 to 8: the same to the bit\n");
    assertThat(verify("--from", "0", "--threads", "3")).isEqualTo(0);
    assertThat(run.out()).contains("iterations 0 to 8: the same to the bit\n");
    assertThat(verify("--from", "0", "--iterations", "2")).isEqualTo(0);
    assertThat(run.out()).contains("iterations 0 to 1: the same to the bit\n");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void anAlteredHashIsFound() throws IOException {
    Path hashes = new RunDirectory(path).hashes();
    List<String> lines = Files.readAllLines(hashes);
    String[] cells = lines.get(4).split(",");
    assertThat(lines.get(0)).isEqualTo("iteration,env_steps,environments,policy,trainer");
    cells[3] = Long.toString(Long.parseLong(cells[3]) + 1);
    lines.set(4, String.join(",", cells));
    Files.write(hashes, lines);
    assertThat(verify("--from", "0")).isEqualTo(1);
    assertThat(run.out()).contains("iteration 3, policy: " + cells[3] + " in the run, ");
    assertThat(run.out()).contains("iterations 0 to 3: NOT the same\n");
    assertThat(run.err()).isEmpty();
    // after it all is well again
    assertThat(verify("--from", "8")).isEqualTo(0);
  }

  @Test
  void aChangedConfigurationIsFound() throws IOException {
    TrainedRun.edit(new RunDirectory(path).config(), "gamma: 0.99", "gamma: 0.98");
    assertThat(verify("--from", "0")).isEqualTo(1);
    assertThat(run.out()).contains("iteration 0, policy: ");
    assertThat(run.out()).contains("NOT the same");
    assertThat(verify("--from", "8")).isEqualTo(1);
    assertThat(run.out()).doesNotContain("another machine");
  }

  @Test
  void hashesThatAreNoneAreAnInputError() throws IOException {
    TrainedRun.edit(new RunDirectory(path).hashes(), ",", ",x");
    assertThat(verify()).isEqualTo(5);
    assertThat(run.err()).contains("hashes.csv line 10, column trainer: ");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void nothingToCompareIsNoAgreement() {
    assertThat(verify("--from", "9")).isEqualTo(1);
    assertThat(run.out()).contains("nothing to compare: ");
  }

  @Test
  void anotherMachineIsNamed() {
    CheckpointStore store = new CheckpointStore(new RunDirectory(path).checkpoints(), 2);
    for (long iteration : store.iterations()) {
      Checkpoint checkpoint = store.load(iteration);
      SortedMap<String, byte[]> entries = new TreeMap<>(checkpoint.entries());
      Map<String, String> facts = new TreeMap<>(Fingerprint.ofThisMachine().facts());
      facts.put("instruction set", "abacus");
      entries.put("fingerprint", new Fingerprint(facts).toBytes());
      store.save(new Checkpoint(iteration, entries));
    }
    for (String from : List.of("8", "0")) {
      CommandRun one = new CommandRun();
      assertThat(one.of("verify", path.toString(), "--from", from)).isEqualTo(0);
      assertThat(one.out()).contains("another machine: instruction set: abacus there, ");
    }
  }
}
