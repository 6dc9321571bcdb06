// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {

  private static Model hopper() {
    return Model.load(ModelSource.builtIn("gym/hopper.xml"));
  }

  @Test
  void hasSizesNamesAndNumbers() {
    try (Model model = hopper()) {
      assertThat(model.sizes()).isEqualTo(new ModelSizes(6, 6, 3, 0, 5, 6, 5, 0, 0));
      assertThat(model.names(ObjectKind.BODY))
          .containsExactly("world", "torso", "thigh", "leg", "foot")
          .inOrder();
      assertThat(model.id(ObjectKind.JOINT, "foot_joint")).isEqualTo(5);
      assertThat(model.find(ObjectKind.SENSOR, "any").isEmpty()).isTrue();
      assertThat(model.timestep()).isEqualTo(0.002);
      assertThat(model.array("actuator_ctrlrange"))
          .usingExactEquality()
          .containsExactly(-1, 1, -1, 1, -1, 1)
          .inOrder();
      assertThat(model.arrayWidth("jnt_range")).isEqualTo(2);
      assertThat(model.size("nkey")).isEqualTo(0);
      assertThat(model.warning()).isEmpty();
    }
  }

  @Test
  void everyArrayCanBeRead() {
    try (Model model = hopper()) {
      List<String> names = Model.arrayNames();
      assertThat(names).containsAtLeast("body_mass", "geom_size", "opt.timestep", "opt.gravity");
      for (String name : names) {
        int width = model.arrayWidth(name);
        assertThat(model.array(name).length % Math.max(1, width)).isEqualTo(0);
      }
    }
  }

  @Test
  void lookUpsThatFailNameWhatThereIs() {
    try (Model model = hopper()) {
      assertThat(assertThrows(PhysicsArgumentException.class, () -> model.size("nonsense")))
          .hasMessageThat()
          .contains("nonsense");
      assertThrows(PhysicsArgumentException.class, () -> model.array("nonsense"));
      assertThrows(PhysicsArgumentException.class, () -> model.array("body\0mass"));
      assertThrows(PhysicsArgumentException.class, () -> model.name(ObjectKind.BODY, 5));
      assertThrows(PhysicsArgumentException.class, () -> model.name(ObjectKind.BODY, -1));
      assertThat(
              assertThrows(PhysicsArgumentException.class, () -> model.id(ObjectKind.BODY, "head")))
          .hasMessageThat()
          .contains("thigh");
    }
  }

  @Test
  void fingerprintsAreOfTheContent() {
    try (Model one = hopper();
        Model same = hopper();
        Model other = Model.load(ModelSource.builtIn("gym/walker2d.xml"))) {
      assertThat(same.fingerprint()).isEqualTo(one.fingerprint());
      assertThat(other.fingerprint()).isNotEqualTo(one.fingerprint());
    }
  }

  @ParameterizedTest
  @EnumSource(ObjectKind.class)
  void everyKindIsKnownToTheLibrary(ObjectKind kind) {
    try (Model model = hopper()) {
      assertThat(model.names(kind)).hasSize(model.size(kind.size()));
    }
  }

  @Test
  void plansAreKnownBeforeMemoryIsTaken() {
    try (Model model = Model.load(ModelSource.builtIn("gym/humanoid.xml"))) {
      PoolPlan plan = model.plan(8);
      // MuJoCo's own defaults take 14.6 MB
      assertThat(plan.bytesPerSimulation()).isLessThan(2_000_000L);
      assertThat(plan.totalBytes()).isEqualTo(8 * plan.bytesPerSimulation() + plan.sharedBytes());
      PoolPlan larger = model.plan(8, 2 * plan.contacts(), Model.AUTOMATIC, Model.AUTOMATIC);
      assertThat(larger.constraints()).isGreaterThan(plan.constraints());
      assertThat(larger.bytesPerSimulation()).isGreaterThan(plan.bytesPerSimulation());
      assertThrows(PhysicsArgumentException.class, () -> model.plan(0));
      assertThrows(PhysicsArgumentException.class, () -> model.plan(1, -7, 1, 1));
      assertThrows(CapacityException.class, () -> model.plan(1, 1, 1 << 20, 1));
    }
  }

  @Test
  void aMissingResourceIsRefused() {
    assertThrows(ModelException.class, () -> ModelSource.builtIn("gym/none.xml"));
  }
}
