// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.canter.kernels.RandomStream;
import org.junit.jupiter.api.Test;

class EnvironmentRandomTest {
  private static final int STREAM = RandomStream.ENVIRONMENT.code();

  @Test
  void aDrawIsAFunctionOfItsPlace() {
    EnvironmentRandom random = new EnvironmentRandom(7, STREAM);
    double first = random.at(3, 4, 5).uniform();
    random.normal();
    random.at(0, 0, 0).uniform();
    assertThat(random.at(3, 4, 5).uniform()).isEqualTo(first);
    assertThat(new EnvironmentRandom(7, STREAM).at(3, 4, 5).uniform()).isEqualTo(first);
  }

  @Test
  void everyPartOfThePlaceCounts() {
    Set<Double> seen = new HashSet<>();
    for (int seed = 0; seed < 2; seed++) {
      for (int stream = 0; stream < 2; stream++) {
        EnvironmentRandom random = new EnvironmentRandom(seed, stream);
        for (int place = 0; place < 8; place++) {
          seen.add(random.at(place & 1, place >> 1 & 1, place >> 2).uniform());
        }
      }
    }
    assertThat(seen).hasSize(32);
  }

  @Test
  void numbersLieWhereTheyShould() {
    EnvironmentRandom random = new EnvironmentRandom(1, STREAM);
    int draws = 20_000;
    double sum = 0;
    double normals = 0;
    double squares = 0;
    int[] counts = new int[3];
    for (int i = 0; i < draws; i++) {
      double uniform = random.at(0, 0, i).uniform(-3, 5);
      assertThat(uniform > -3 && uniform < 5).isTrue();
      sum += uniform;
      double normal = random.normal();
      normals += normal;
      squares += normal * normal;
      counts[random.choice(3)]++;
    }
    // five standard errors of each
    assertThat(sum / draws).isWithin(5 * 8 / Math.sqrt(12.0 * draws)).of(1);
    assertThat(normals / draws).isWithin(5 / Math.sqrt(draws)).of(0);
    assertThat(squares / draws).isWithin(5 * Math.sqrt(2.0 / draws)).of(1);
    for (int count : counts) {
      assertThat((double) count).isWithin(5 * Math.sqrt(draws * 2 / 9.0)).of(draws / 3.0);
    }
  }

  @Test
  void noiseIsAddedToEveryElement() {
    EnvironmentRandom random = new EnvironmentRandom(1, STREAM);
    double[] values = {10, 20, 30};
    random.addUniform(values, 0.5);
    for (int i = 0; i < 3; i++) {
      assertThat(values[i]).isWithin(0.5).of(10 * (i + 1));
      assertThat(values[i]).isNotEqualTo(10.0 * (i + 1));
    }
    random.addNormal(values, 0.01);
    assertThat(values[0]).isWithin(0.6).of(10);
  }
}
