// SPDX-License-Identifier: Apache-2.0
package org.canter.run;

import static com.google.common.truth.Truth.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;
import org.canter.metric.MetricRow;
import org.junit.jupiter.api.Test;

/** The small parts of a run: hashes, seeds, the choice of the best policy. */
class RunPartsTest {
  private static final byte[] ABC = "abc".getBytes(StandardCharsets.US_ASCII);

  @Test
  void hashesAreThoseOfSha256() {
    // the example of FIPS 180-2
    assertThat(RunHashes.hex(ABC))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    TreeMap<String, byte[]> entries = new TreeMap<>();
    entries.put("letters", ABC);
    MetricRow row = RunHashes.row(entries);
    assertThat((long) row.get("letters")).isEqualTo(0xba7816bf8f01cL);
  }

  @Test
  void everyEvaluationHasASeedOfItsOwn() {
    Set<Long> seeds = new HashSet<>();
    int[] purposes = {
      EvaluationSeeds.CHOICE, EvaluationSeeds.FINAL, EvaluationSeeds.BEST, EvaluationSeeds.LATER
    };
    for (int purpose : purposes) {
      for (long seed = -5; seed < 20; seed++) {
        for (long number = 0; number < 50; number++) {
          seeds.add(EvaluationSeeds.of(seed, purpose, number));
        }
      }
    }
    assertThat(seeds).hasSize(4 * 25 * 50);
  }

  @Test
  void theBestPolicyIsTheFirstOfTheHighestScore() {
    BestPolicy best = new BestPolicy(100);
    assertThat(best.isDue(99)).isFalse();
    assertThat(best.isDue(130)).isTrue();
    assertThat(best.exists()).isFalse();
    assertThat(best.offer(130, -5)).isTrue();
    best.keep(new byte[] {1});
    // the next one is due at the next hundred
    assertThat(best.isDue(199)).isFalse();
    assertThat(best.isDue(200)).isTrue();
    assertThat(best.offer(450, -5)).isFalse();
    assertThat(best.isDue(499)).isFalse();
    assertThat(best.offer(500, Double.NaN)).isFalse();
    assertThat(best.number()).isEqualTo(3);
    assertThat(best.steps()).isEqualTo(130);
    BestPolicy other = new BestPolicy(100);
    other.restore(best.save());
    assertThat(other.save()).isEqualTo(best.save());
    assertThat(other.agent()).isEqualTo(new byte[] {1});
    assertThat(other.offer(600, -4)).isTrue();
    assertThat(other.steps()).isEqualTo(600);
  }

  @Test
  void withoutAnIntervalNothingIsDue() {
    assertThat(new BestPolicy(0).isDue(Long.MAX_VALUE)).isFalse();
  }
}
