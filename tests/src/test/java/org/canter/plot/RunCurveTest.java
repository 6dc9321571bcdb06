// SPDX-License-Identifier: Apache-2.0
package org.canter.plot;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCurveTest {
  @TempDir Path folder;

  private static RunCurve curve(double[] x, double... y) {
    return new RunCurve("label", "run", x, y);
  }

  private Path run(String csv) throws IOException {
    Path run = Files.createDirectories(folder.resolve("run-7"));
    Files.writeString(run.resolve(RunCurve.FILE_NAME), csv);
    return run;
  }

  @Test
  void aRunIsReadWithoutWhatWasNotMeasured() throws IOException {
    Path run = run("iteration,env_steps,return_mean,kl\n1,10,,0.1\n2,20,5,\n3,30,Infinity,1\n4,4");
    RunCurve curve = RunCurve.read(run, "return_mean");
    assertThat(curve.label()).isEqualTo("run-7");
    assertThat(curve.name()).isEqualTo("run-7");
    assertThat(curve.x()).isEqualTo(new double[] {20});
    assertThat(curve.y()).isEqualTo(new double[] {5});
    assertThat(RunCurve.read(run, "kl").y()).isEqualTo(new double[] {0.1, 1});
  }

  @Test
  void theLabelIsThatOfTheConfiguration() throws IOException {
    Path run = run("iteration,env_steps,a\n1,10,1\n");
    assertLabel(run, "env: gym/Hopper-v4\nalgo: trpo\n", "gym/Hopper-v4 trpo");
    assertLabel(run, "algo: 'ppo'\nenv: \"tiny/Chain\" # the small one\n", "tiny/Chain ppo");
    assertLabel(run, "algo: ppo\npolicy:\n  env: no\n", "ppo");
    assertLabel(run, "environment: x\nseed: 3\n", "run-7");
  }

  private static void assertLabel(Path run, String config, String label) throws IOException {
    Files.writeString(run.resolve("config.yaml"), config);
    assertThat(RunCurve.read(run, "a").label()).isEqualTo(label);
  }

  @Test
  void whatCannotBeReadIsNamed() throws IOException {
    assertThrows(
        NoSuchFileException.class, () -> RunCurve.read(folder.resolve("none"), "return_mean"));
    assertThat(assertThrows(IOException.class, () -> RunCurve.read(run("iter"), "return_mean")))
        .hasMessageThat()
        .contains("progress.csv is empty");
    Path run = run("iteration,env_steps,return_mean\n1,10,\n");
    assertThat(assertThrows(PlotException.class, () -> RunCurve.read(run, "return_maen")))
        .hasMessageThat()
        .endsWith(
            "no column \"return_maen\"; did you mean \"return_mean\"?"
                + " Its columns: iteration, env_steps, return_mean");
    assertThat(assertThrows(PlotException.class, () -> RunCurve.read(run, "zzz")))
        .hasMessageThat()
        .endsWith("no column \"zzz\". Its columns: iteration, env_steps, return_mean");
    assertThat(assertThrows(PlotException.class, () -> RunCurve.read(run, "return_mean")))
        .hasMessageThat()
        .contains("run-7 has no measured value yet");
  }

  @Test
  void stepsMustGrow() {
    for (double second : new double[] {1, 0.5, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(assertThrows(PlotException.class, () -> curve(new double[] {1, second}, 1, 2)))
          .hasMessageThat()
          .contains("steps must grow, but " + second + " follows 1.0");
    }
    assertThrows(PlotException.class, () -> curve(new double[] {Double.NaN}, 1));
    assertThrows(PlotException.class, () -> curve(new double[] {1, 2}, 1));
  }

  @Test
  void smoothingTakesTheLastOnes() {
    RunCurve curve = curve(new double[] {1, 2, 3, 4}, 4, 8, 0, 10);
    assertThat(curve.smoothed(1).y()).isEqualTo(new double[] {4, 8, 0, 10});
    assertThat(curve.smoothed(2).y()).isEqualTo(new double[] {4, 6, 4, 5});
    assertThat(curve.smoothed(9).y()).isEqualTo(new double[] {4, 6, 4, 5.5});
    assertThat(curve.smoothed(3).label()).isEqualTo("label");
    assertThat(assertThrows(PlotException.class, () -> curve.smoothed(0)))
        .hasMessageThat()
        .contains("the least is 1");
  }

  @Test
  void betweenPointsByLineOrByLastValue() {
    RunCurve curve = curve(new double[] {10, 20, 40}, 1, 3, -1);
    for (Interpolation way : Interpolation.values()) {
      assertThat(curve.at(10, way)).isEqualTo(1.0);
      assertThat(curve.at(20, way)).isEqualTo(3.0);
      assertThat(curve.at(40, way)).isEqualTo(-1.0);
      // outside, the nearest point counts
      assertThat(curve.at(0, way)).isEqualTo(1.0);
      assertThat(curve.at(41, way)).isEqualTo(-1.0);
    }
    assertThat(curve.at(12.5, Interpolation.LINEAR)).isEqualTo(1.5);
    assertThat(curve.at(30, Interpolation.LINEAR)).isEqualTo(1.0);
    assertThat(curve.at(12.5, Interpolation.LAST_VALUE)).isEqualTo(1.0);
    assertThat(curve.at(39, Interpolation.LAST_VALUE)).isEqualTo(3.0);
  }
}
