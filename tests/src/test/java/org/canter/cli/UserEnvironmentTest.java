// SPDX-License-Identifier: Apache-2.0
package org.canter.cli;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.canter.env.ArrayEnvironment;
import org.canter.env.EnvironmentFactory;
import org.canter.env.EnvironmentProvider;
import org.canter.env.EnvironmentRandom;
import org.canter.env.EnvironmentSpec;
import org.canter.env.Space;
import org.canter.kernels.StepKind;
import org.canter.train.SmallConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Environments of a user's jar, which services name: the commands know them. */
class UserEnvironmentTest {
  @TempDir Path folder;
  private final Thread thread = Thread.currentThread();
  private ClassLoader before;
  private URLClassLoader jar;

  /** Pays for staying near 0; one kind of it pays no number from some place on. */
  private static final class Walk extends ArrayEnvironment {
    private final double end;

    Walk(String id, double end) {
      super(new EnvironmentSpec(id, Space.unbounded(1), Space.discrete(2), 30, 0, "a walk"), 1);
      this.end = end;
    }

    @Override
    protected void begin(EnvironmentRandom numbers) {
      state[0] = numbers.choice(3);
    }

    @Override
    protected void observe(double[] observation) {
      observation[0] = state[0];
    }

    @Override
    public StepKind step(double[] action, double[] observation) {
      state[0] += 2 * action[0] - 1;
      reward = state[0] >= end ? Double.NaN : -Math.abs(state[0]);
      observe(observation);
      return StepKind.MID;
    }
  }

  /** What a user's jar brings. */
  public static final class Provider implements EnvironmentProvider {
    /** As a service must be. */
    public Provider() {}

    @Override
    public Collection<EnvironmentFactory> environments() {
      return List.of(
          EnvironmentFactory.of(() -> new Walk("mine/Walk-v0", Double.POSITIVE_INFINITY)),
          EnvironmentFactory.of(() -> new Walk("mine/Cliff-v0", 4)));
    }
  }

  @BeforeEach
  void putTheJarOnTheClassPath() throws IOException {
    Path services = Files.createDirectories(folder.resolve("jar/META-INF/services"));
    Files.writeString(
        services.resolve(EnvironmentProvider.class.getName()), Provider.class.getName());
    before = thread.getContextClassLoader();
    jar = new URLClassLoader(new URL[] {folder.resolve("jar/").toUri().toURL()}, before);
    thread.setContextClassLoader(jar);
  }

  @AfterEach
  void takeItAway() throws IOException {
    thread.setContextClassLoader(before);
    jar.close();
  }

  @Test
  void itIsListedTrainedAndScored() {
    CommandRun run = new CommandRun();
    assertThat(run.of("envs")).isEqualTo(0);
    assertThat(run.out()).contains("mine/Walk-v0");
    Path path = folder.resolve("run");
    TrainedRun.train(path, SmallConfig.of("mine/Walk-v0", "trpo").iterations(3, 30));
    CommandRun eval = new CommandRun();
    int status = eval.of("eval", path.toString(), "--episodes", "4", "--json");
    assertWithMessage(eval.err()).that(status).isEqualTo(0);
    Map<?, ?> score = TrainedRun.json(eval.out());
    assertThat(score.get("length_mean")).isEqualTo(30.0);
    assertThat((Double) score.get("return_mean")).isLessThan(0.0);
  }

  @Test
  void aNumberThatIsNoneIsNamedInOneLine() {
    CommandRun run = new CommandRun();
    Path path = folder.resolve("run");
    SmallConfig small = SmallConfig.of("mine/Cliff-v0", "trpo").iterations(3, 30);
    assertThat(run.of(TrainedRun.words(path, small))).isEqualTo(3);
    assertThat(run.err())
        .containsMatch(
            "canter: .*mine/Cliff-v0, environment \\d, episode \\d+, step \\d+: reward = NaN");
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }
}
