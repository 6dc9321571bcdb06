// SPDX-License-Identifier: Apache-2.0
package org.canter.rollout;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.stream.Stream;
import org.canter.kernels.RandomStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A collector's state as bytes: what follows a restore has the bits of what followed the save. */
class RolloutStateTest {
  private static final RolloutConfig CONFIG = RolloutConfig.of(5, 2, Horizon.steps(7));

  static Stream<Horizon> horizons() {
    return Stream.of(Horizon.steps(7), Horizon.episodes(30));
  }

  @ParameterizedTest
  @MethodSource("horizons")
  void anotherCollectorGoesOnAsTheFirstWould(Horizon horizon) {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector first = rig.collector(5, 2, horizon);
      TrajectoryBatch batch = rig.batch(first, false);
      first.collect(batch, null);
      byte[] state = first.save();
      first.collect(batch, null);
      Contents expected = Contents.of(batch);
      byte[] after = first.save();

      RolloutCollector second = rig.collector(5, 3, horizon);
      second.restore(state);
      assertThat(second.save()).isEqualTo(state);
      second.collect(batch, null);
      assertThat(Contents.of(batch)).isEqualTo(expected);
      assertThat(second.save()).isEqualTo(after);

      // and back again
      first.restore(state);
      first.collect(batch, null);
      assertThat(Contents.of(batch)).isEqualTo(expected);
    }
  }

  @Test
  void batchesOfAnotherLengthJoinWithoutASeam() {
    try (Rig rig = new Rig(Ramble.factory())) {
      RolloutCollector whole = rig.collector(4, 1, Horizon.steps(12));
      TrajectoryBatch long1 = rig.batch(whole, false);
      whole.collect(long1, null);
      RolloutCollector parts = rig.collector(4, 2, Horizon.steps(4));
      TrajectoryBatch part = rig.batch(parts, false);
      for (int i = 0; i < 3; i++) {
        parts.collect(part, null);
        assertThat(part.action().toDoubles())
            .isEqualTo(long1.action().rows(16 * i, 16 * i + 16).toDoubles());
      }
      assertThat(parts.save()).isEqualTo(whole.save());
    }
  }

  static Stream<Named<RolloutConfig>> strangers() {
    return Stream.of(
        Named.of("fewer environments", RolloutConfig.of(4, 2, CONFIG.horizon())),
        Named.of("whole episodes", RolloutConfig.of(5, 2, Horizon.episodes(30))),
        Named.of("another mapping", CONFIG.withMapping(ActionMapping.CLIPPED)),
        Named.of("another seed", CONFIG.withRandom(1, RandomStream.ENVIRONMENT)),
        Named.of("another stream", CONFIG.withRandom(0, RandomStream.EVALUATION)));
  }

  @ParameterizedTest
  @MethodSource("strangers")
  void theStateOfAnotherKindIsRefused(RolloutConfig other) {
    try (Rig rig = new Rig(Ramble.factory())) {
      refused(rig, rig.collector(other).save());
    }
  }

  @Test
  void bytesThatAreNoStateAreRefused() {
    try (Rig rig = new Rig(Ramble.factory())) {
      byte[] state = rig.collector(CONFIG).save();
      refused(rig, new byte[0]);
      refused(rig, new byte[state.length]);
      refused(rig, Arrays.copyOf(state, state.length - 1));
      refused(rig, Arrays.copyOf(state, state.length + 1));
    }
  }

  private static void refused(Rig rig, byte[] state) {
    try (RolloutCollector collector = RolloutCollector.open(rig.factory, rig.acting(), CONFIG)) {
      byte[] before = collector.save();
      RolloutException refusal =
          assertThrows(RolloutException.class, () -> collector.restore(state));
      assertThat(refusal).hasMessageThat().contains("does not fit this collector");
      assertThat(collector.save()).isEqualTo(before);
    }
  }
}
