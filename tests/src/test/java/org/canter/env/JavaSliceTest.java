// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.junit.jupiter.api.Test;

/** What a slice makes of environments in plain Java that do not behave. */
class JavaSliceTest {
  private static final EnvironmentSpec SPEC =
      new EnvironmentSpec("test/Bad", Space.unbounded(2), Space.discrete(2), 0, 0, "");

  /** Behaves, unless a test overrides something. */
  private static class World implements Environment {
    double[] kept;

    @Override
    public EnvironmentSpec spec() {
      return SPEC;
    }

    @Override
    public void reset(EnvironmentRandom random, double[] observation) {
      kept = observation;
      observation[0] = random.uniform();
      observation[1] = 0;
    }

    @Override
    public StepKind step(double[] action, double[] observation) {
      observation[0] = action[0];
      observation[1] = 1;
      return StepKind.MID;
    }

    @Override
    public double reward() {
      return 0;
    }

    @Override
    public int stateBytes() {
      return 8;
    }

    @Override
    public void save(ByteBuffer out) {
      out.putDouble(0);
    }

    @Override
    public void restore(EnvironmentRandom random, ByteBuffer in) {
      in.getDouble();
    }
  }

  private static EnvironmentSlice open(Supplier<World> maker) {
    return EnvironmentFactory.of(maker).open(1, RandomStream.ENVIRONMENT, 4, 2);
  }

  /** Resets both rows, steps once; the refusal. */
  private static EnvironmentException refusal(Supplier<World> maker) {
    try (EnvironmentSlice slice = open(maker)) {
      return assertThrows(
          EnvironmentException.class,
          () -> {
            slice.reset(0);
            slice.reset(1);
            slice.step(new double[2]);
          });
    }
  }

  @Test
  void goodWorldsPass() {
    try (EnvironmentSlice slice = open(World::new)) {
      slice.reset(0);
      slice.reset(1);
      slice.step(new double[] {0, 1});
      assertThat(slice.observations()).isEqualTo(new double[] {0, 1, 1, 1});
      assertThat(slice.first()).isEqualTo(4);
      assertThat(slice.count()).isEqualTo(2);
      assertThat(slice.physics()).isEmpty();
      assertThat(slice.faultCount()).isEqualTo(0);
    }
  }

  @Test
  void aRewardThatIsNotFiniteIsRefused() {
    for (double bad : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      EnvironmentException refusal =
          refusal(
              () ->
                  new World() {
                    @Override
                    public double reward() {
                      return bad;
                    }
                  });
      assertThat(refusal)
          .hasMessageThat()
          .contains("test/Bad, environment 4, episode 0, step 1: reward = " + bad);
    }
  }

  @Test
  void anObservationThatIsNotFiniteIsRefused() {
    EnvironmentException refusal =
        refusal(
            () ->
                new World() {
                  @Override
                  public StepKind step(double[] action, double[] observation) {
                    observation[0] = 0;
                    observation[1] = 0 / 0.0;
                    return StepKind.MID;
                  }
                });
    assertThat(refusal).hasMessageThat().contains("step 1: observation[1] = NaN");
  }

  @Test
  void anElementThatIsNotWrittenIsRefused() {
    EnvironmentException refusal =
        refusal(
            () ->
                new World() {
                  @Override
                  public void reset(EnvironmentRandom random, double[] observation) {
                    observation[1] = 1;
                  }
                });
    assertThat(refusal).hasMessageThat().contains("environment 4, episode 0, step 0: observation");
    assertThat(refusal).hasMessageThat().contains("every element must be written");
  }

  @Test
  void anObservationThatIsTooLongIsRefused() {
    EnvironmentException refusal =
        refusal(
            () ->
                new World() {
                  @Override
                  public StepKind step(double[] action, double[] observation) {
                    observation[2] = 1;
                    return StepKind.MID;
                  }
                });
    assertThat(refusal).hasMessageThat().contains("step threw java.lang.ArrayIndexOutOfBounds");
    assertThat(refusal).hasCauseThat().isInstanceOf(ArrayIndexOutOfBoundsException.class);
  }

  @Test
  void whatIsThrownNamesItsPlace() {
    EnvironmentException reset =
        refusal(
            () ->
                new World() {
                  @Override
                  public void reset(EnvironmentRandom random, double[] observation) {
                    throw new IllegalStateException("no bulb");
                  }
                });
    assertThat(reset).hasMessageThat().contains("reset threw");
    assertThat(reset).hasMessageThat().contains("no bulb");
  }

  @Test
  void timeoutsAndNullsAreNotForWorldsToSay() {
    for (StepKind bad : new StepKind[] {StepKind.TIMEOUT, null}) {
      EnvironmentException refusal =
          refusal(
              () ->
                  new World() {
                    @Override
                    public StepKind step(double[] action, double[] observation) {
                      return bad;
                    }
                  });
      assertThat(refusal).hasMessageThat().contains("step answered " + bad);
    }
  }

  @Test
  void aFaultKeepsTheObservationAndPaysNothing() {
    Supplier<World> maker =
        () ->
            new World() {
              @Override
              public StepKind step(double[] action, double[] observation) {
                observation[0] = Double.NaN;
                return StepKind.FAULT;
              }

              @Override
              public double reward() {
                return Double.NaN;
              }
            };
    try (EnvironmentSlice slice = open(maker)) {
      slice.reset(0);
      slice.reset(1);
      double[] before = slice.observations().clone();
      slice.step(new double[2]);
      assertThat(slice.kinds()).asList().containsExactly(StepKind.FAULT, StepKind.FAULT);
      assertThat(slice.observations()).isEqualTo(before);
      assertThat(slice.rewards()).isEqualTo(new double[2]);
    }
  }

  @Test
  void anArrayThatIsKeptChangesNothing() {
    List<World> made = new ArrayList<>();
    Supplier<World> maker =
        () -> {
          made.add(new World());
          return made.get(made.size() - 1);
        };
    try (EnvironmentSlice slice = open(maker)) {
      slice.reset(0);
      slice.reset(1);
      double[] before = slice.observations().clone();
      for (World world : made) {
        if (world.kept != null) {
          world.kept[0] = 99;
        }
      }
      assertThat(slice.observations()).isEqualTo(before);
    }
  }

  @Test
  void badActionsAreThePolicysFault() {
    try (EnvironmentSlice slice = open(World::new)) {
      slice.reset(0);
      slice.reset(1);
      for (double bad : new double[] {2, 0.5, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
        EnvironmentException refusal =
            assertThrows(EnvironmentException.class, () -> slice.step(new double[] {0, bad}));
        assertThat(refusal).hasMessageThat().contains("environment 5");
        assertThat(refusal).hasMessageThat().contains("action[0] = " + bad);
      }
    }
  }

  @Test
  void callsOutOfTurnAreRefused() {
    EnvironmentSlice slice = open(World::new);
    assertThat(assertThrows(EnvironmentException.class, () -> slice.step(new double[2])))
        .hasMessageThat()
        .contains("before its first reset");
    assertThrows(EnvironmentException.class, () -> slice.reset(2));
    assertThrows(EnvironmentException.class, () -> slice.reset(-1));
    slice.reset(0);
    slice.reset(1);
    assertThrows(EnvironmentException.class, () -> slice.step(new double[3]));
    assertThrows(EnvironmentException.class, () -> slice.step(new double[2], new boolean[] {true}));
    slice.close();
    slice.close();
    assertThrows(EnvironmentException.class, () -> slice.step(new double[2]));
    assertThrows(EnvironmentException.class, () -> slice.reset(0));
    EnvironmentFactory factory = EnvironmentFactory.of(World::new);
    assertThrows(
        EnvironmentException.class, () -> factory.open(1, RandomStream.ENVIRONMENT, -1, 1));
    assertThrows(EnvironmentException.class, () -> factory.open(1, RandomStream.ENVIRONMENT, 0, 0));
  }

  @Test
  void statesOfTheWrongSizeAreRefused() {
    Supplier<World> maker =
        () ->
            new World() {
              @Override
              public int stateBytes() {
                return 16;
              }
            };
    try (EnvironmentSlice slice = open(maker)) {
      slice.reset(0);
      ByteBuffer state = ByteBuffer.allocate(slice.stateBytes());
      EnvironmentException refusal =
          assertThrows(EnvironmentException.class, () -> slice.save(0, state));
      assertThat(refusal).hasMessageThat().contains("save moved 8 bytes, stateBytes() says 16");
    }
  }

  @Test
  void bytesThatAreNoStateAreRefused() {
    try (EnvironmentSlice slice = open(World::new)) {
      ByteBuffer noise = ByteBuffer.allocate(slice.stateBytes());
      Arrays.fill(noise.array(), (byte) 0x7f);
      EnvironmentException refusal =
          assertThrows(EnvironmentException.class, () -> slice.restore(0, noise));
      assertThat(refusal).hasMessageThat().contains("no row that save() put");
    }
  }

  @Test
  void aSupplierMustMakeOneOfTheSameKindEachTime() {
    assertThrows(EnvironmentException.class, () -> EnvironmentFactory.of(() -> (World) null));
    World[] made = {new World(), null};
    int[] next = {0};
    EnvironmentFactory factory = EnvironmentFactory.of(() -> made[next[0]++]);
    assertThrows(EnvironmentException.class, () -> factory.open(1, RandomStream.ENVIRONMENT, 0, 1));
  }
}
