// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.function.Supplier;
import org.canter.kernels.RandomStream;
import org.canter.kernels.StepKind;
import org.canter.physics.FieldKind;
import org.canter.physics.ModelSource;
import org.canter.physics.ObjectKind;
import org.canter.physics.PhysicsHandle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a slice makes of physics tasks, those that behave and those that do not. */
class PhysicsSliceTest {
  private long liveBefore;

  @BeforeEach
  void countHandles() {
    liveBefore = PhysicsHandle.live();
  }

  @AfterEach
  void everyHandleIsClosed() {
    assertThat(PhysicsHandle.live()).isEqualTo(liveBefore);
  }

  private static EnvironmentSlice open(Supplier<? extends PhysicsTask> maker) {
    return EnvironmentFactory.of(Cart.ID, maker).open(1, RandomStream.ENVIRONMENT, 3, 2);
  }

  /** Opens, resets row 1, steps it; the refusal. */
  private static EnvironmentException refusal(Supplier<? extends PhysicsTask> maker) {
    return assertThrows(
        EnvironmentException.class,
        () -> {
          try (EnvironmentSlice slice = open(maker)) {
            slice.reset(1);
            slice.step(new double[4], new boolean[] {false, true});
          }
        });
  }

  @Test
  void theSpecFollowsFromSetupAndModel() {
    EnvironmentSpec spec = EnvironmentFactory.of(Cart.ID, Cart::new).spec();
    assertThat(spec.id()).isEqualTo("test/Cart");
    assertThat(spec.observation()).isEqualTo(Space.unbounded(5));
    double infinity = Double.POSITIVE_INFINITY;
    assertThat(spec.action())
        .isEqualTo(Space.box(new double[] {-2, -infinity}, new double[] {3, infinity}));
    assertThat(spec.timeLimit()).isEqualTo(50);
    assertThat(spec.dt()).isWithin(1e-15).of(0.03);
  }

  @Test
  void aStepPushesEachCart() {
    try (EnvironmentSlice slice = open(Cart::new)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      slice.reset(0);
      slice.reset(1);
      double start = slice.observations()[5];
      slice.step(new double[] {0, 0, 3, 0.5});
      double[] qpos = new double[2];
      double[] qvel = new double[2];
      physics.readState(1, qpos, qvel);
      assertThat(slice.observations()[5]).isEqualTo(qpos[0]);
      assertThat(slice.observations()[8]).isEqualTo(qvel[1]);
      assertThat(slice.rewards()[1]).isWithin(1e-15).of(qpos[0] - start + 0.5);
      // 3 N on a kilogram for 0.03 s, less what turns the pole
      assertThat(qvel[0]).isGreaterThan(0.04);
      assertThat(qvel[0]).isLessThan(0.09);
      assertThat(physics.frameSkip()).isEqualTo(3);
      assertThat(physics.positions()).isEqualTo(2);
      assertThat(physics.velocities()).isEqualTo(2);
      assertThat(physics.model().names(ObjectKind.BODY)).contains("pole");
    }
  }

  @Test
  void aReferenceIsAKeyframe() {
    Supplier<Cart> maker =
        () ->
            new Cart() {
              @Override
              public PhysicsSetup setup() {
                return super.setup().withReference("hanging");
              }
            };
    try (EnvironmentSlice slice = open(maker)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      slice.reset(0);
      assertThat(slice.observations()[0]).isWithin(0.1).of(0.5);
      assertThat(slice.observations()[0]).isNotEqualTo(0.5);
      physics.place(0, null, null);
      assertThat(slice.observations()[0]).isEqualTo(0.5);
      assertThat(slice.observations()[3]).isEqualTo(0.25);
      double[] qpos = new double[2];
      double[] qvel = new double[2];
      physics.reference(qpos, qvel);
      assertThat(qpos).isEqualTo(new double[] {0.5, 3.1});
      assertThat(qvel).isEqualTo(new double[] {0, 0.25});
    }
  }

  @Test
  void placesAreTakenExactly() {
    try (EnvironmentSlice slice = open(Cart::new)) {
      PhysicsAccess physics = slice.physics().orElseThrow();
      slice.reset(1);
      physics.place(1, new double[] {7, 0}, new double[] {-1, 0});
      assertThat(slice.observations()[5]).isEqualTo(7.0);
      assertThat(slice.observations()[7]).isEqualTo(-1.0);
      assertThat(slice.observations()[9]).isWithin(1e-12).of(0.7);
      slice.step(new double[4], new boolean[] {false, true});
      // "before" was placed too: the pole hardly slows the cart
      assertThat(slice.rewards()[1]).isWithin(0.001).of(-0.03);
      EnvironmentException refusal =
          assertThrows(
              EnvironmentException.class,
              () -> physics.place(1, new double[] {Double.NaN, 0}, null));
      assertThat(refusal).hasMessageThat().contains("bad qpos: number 0");
    }
  }

  @Test
  void observationsOfAnotherWidthAreRefused() {
    EnvironmentException tooFew =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public void observe(Readings now, Observation out) {
                    out.addQpos(now, 0);
                  }
                });
    assertThat(tooFew)
        .hasMessageThat()
        .contains("test/Cart, environment 4, episode 0, step 0: observe wrote 2 numbers");
    EnvironmentException tooMany =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public void observe(Readings now, Observation out) {
                    super.observe(now, out);
                    out.add(0);
                  }
                });
    assertThat(tooMany).hasMessageThat().contains("environment 4");
    assertThat(tooMany).hasMessageThat().contains("writes 6 numbers");
  }

  @Test
  void numbersThatAreNotFiniteAreRefused() {
    EnvironmentException reward =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public double reward(Readings before, Readings after, double[] action) {
                    return 0 / 0.0;
                  }
                });
    assertThat(reward)
        .hasMessageThat()
        .contains("test/Cart, environment 4, episode 0, step 1: reward = NaN");
    EnvironmentException observation =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public void observe(Readings now, Observation out) {
                    out.addQpos(now, 0).addQvel(now).add(Math.log(-1));
                  }
                });
    assertThat(observation).hasMessageThat().contains("step 0: observation[4] = NaN");
    EnvironmentException start =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
                    qvel[1] = Double.NaN;
                  }
                });
    assertThat(start).hasMessageThat().contains("environment 4, episode 0, step 0");
    assertThat(start).hasMessageThat().contains("bad qvel: number 1");
  }

  @Test
  void whatIsThrownNamesItsPlace() {
    EnvironmentException reset =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public void reset(EnvironmentRandom random, double[] qpos, double[] qvel) {
                    qpos[2] = 0;
                  }
                });
    assertThat(reset).hasMessageThat().contains("reset threw java.lang.ArrayIndexOutOfBounds");
    EnvironmentException terminal =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public boolean terminal(Readings after) {
                    return after.qpos(2) > 0;
                  }
                });
    assertThat(terminal).hasMessageThat().contains("reward or terminal threw");
    assertThat(terminal).hasMessageThat().contains("number 2 of 2 was read");
  }

  @Test
  void whatTheModelLacksIsNamed() {
    EnvironmentException body =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public void bind(TaskModel model) {
                    model.bodyPosition("cat");
                  }
                });
    assertThat(body).hasMessageThat().contains("test/Cart: bind: ");
    assertThat(body).hasMessageThat().contains("\"cat\"");
    assertThat(body).hasMessageThat().contains("cart, pole");
    EnvironmentException keyframe =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public PhysicsSetup setup() {
                    return super.setup().withReference("lying");
                  }
                });
    assertThat(keyframe).hasMessageThat().contains("hanging");
    String still = Cart.XML.replaceAll("(?s)<actuator>.*</actuator>", "");
    EnvironmentException actuators =
        refusal(
            () ->
                new Cart() {
                  @Override
                  public PhysicsSetup setup() {
                    return new PhysicsSetup(ModelSource.ofString(still), 1, 1, 5, "");
                  }
                });
    assertThat(actuators).hasMessageThat().contains("no actuators");
    assertThrows(
        EnvironmentException.class, () -> EnvironmentFactory.of(Cart.ID, () -> null).spec());
    assertThrows(
        EnvironmentException.class,
        () -> new PhysicsSetup(ModelSource.ofString(Cart.XML), 0, 1, 5, ""));
  }

  @Test
  void readingsAreWhatMujocoSays() {
    double[][] seen = new double[1][];
    Supplier<Cart> maker =
        () ->
            new Cart() {
              private Reading angle;
              private Reading pole;
              private Reading centre;
              private Reading forces;

              @Override
              public void bind(TaskModel model) {
                super.bind(model);
                angle = model.sensor("angle");
                pole = model.bodyPosition("pole");
                centre = model.bodyCentre("pole");
                forces = model.all(FieldKind.QFRC_ACTUATOR);
                assertThat(model.timestep()).isEqualTo(0.01);
                assertThat(model.array("body_mass")).hasLength(3);
                assertThat(forces.length()).isEqualTo(2);
              }

              @Override
              public boolean terminal(Readings after) {
                seen[0] =
                    new double[] {
                      after.get(angle, 0) / after.qpos(1),
                      after.get(pole, 2),
                      after.get(centre, 2),
                      after.get(forces, 0),
                      after.sumOfSquares(forces)
                    };
                return false;
              }
            };
    try (EnvironmentSlice slice = open(maker)) {
      slice.reset(0);
      slice.physics().orElseThrow().place(0, new double[2], new double[2]);
      // the motor clamps 5 to 3; the task sees the action as it was given
      slice.step(new double[] {5, 1, 0, 0}, new boolean[] {true, false});
      // a sensor lags by one of three steps: 1 + 2 of 1 + 2 + 3 times the same
      assertThat(seen[0][0]).isWithin(0.01).of(0.5);
      assertThat(seen[0][1]).isWithin(1e-12).of(0.1);
      assertThat(seen[0][2]).isWithin(1e-3).of(0.4);
      assertThat(seen[0][3]).isWithin(1e-12).of(3);
      assertThat(seen[0][4]).isWithin(1e-12).of(10);
      assertThat(slice.kinds()[0]).isEqualTo(StepKind.MID);
    }
  }
}
