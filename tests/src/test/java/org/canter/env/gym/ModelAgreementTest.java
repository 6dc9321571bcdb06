// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.canter.physics.Model;
import org.canter.physics.ModelSource;
import org.canter.physics.ObjectKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compiled models of the gym tasks have the reference's numbers. */
class ModelAgreementTest {
  private static final double TOLERANCE = 1e-9;
  // a version, and memory that Canter plans itself
  private static final Set<String> NOT_COMPARED = Set.of("mujoco", "njmax", "nconmax", "nstack");

  /** A list of the golden file: what it lists, and MuJoCo's prefix for its arrays. */
  private record Group(ObjectKind kind, String prefix) {}

  private static final Map<String, Group> GROUPS =
      Map.of(
          "bodies", new Group(ObjectKind.BODY, "body_"),
          "joints", new Group(ObjectKind.JOINT, "jnt_"),
          "geoms", new Group(ObjectKind.GEOM, "geom_"),
          "sites", new Group(ObjectKind.SITE, "site_"),
          "actuators", new Group(ObjectKind.ACTUATOR, "actuator_"),
          "tendons", new Group(ObjectKind.TENDON, "tendon_"));

  // keys of the golden file that are not prefix + key
  private static final Map<String, String> ARRAYS =
      Map.of(
          "body_parent", "body_parentid",
          "jnt_body", "jnt_bodyid",
          "geom_body", "geom_bodyid",
          "site_body", "site_bodyid",
          "jnt_armature", "dof_armature",
          "jnt_damping", "dof_damping",
          "jnt_frictionloss", "dof_frictionloss",
          "actuator_gainprm0", "actuator_gainprm");

  private static Path folder() {
    return Path.of(System.getProperty("canter.root"), "tests", "golden", "physics", "models");
  }

  static List<String> models() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString().replace(".json", ""))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("models")
  void theNumbersAreTheReferences(String name) throws IOException {
    Map<?, ?> golden = Json.object(Files.readString(folder().resolve(name + ".json")));
    try (Model model = Model.load(ModelSource.builtIn("gym/" + name + ".xml"))) {
      int compared = 0;
      for (Map.Entry<?, ?> entry : golden.entrySet()) {
        String key = (String) entry.getKey();
        if (!NOT_COMPARED.contains(key)) {
          compared += compare(model, key, entry.getValue());
        }
      }
      // some 30 numbers a body, geom and joint: nothing was passed over
      assertThat(compared).isAtLeast(40 * model.sizes().nbody());
      assertThat(model.warning()).isEmpty();
    }
  }

  /** Compares an entry of the file; how many numbers. */
  private static int compare(Model model, String key, Object expected) {
    if (expected instanceof Double size) {
      assertWithMessage(key).that(model.size(key)).isEqualTo(size.intValue());
      return 1;
    }
    if (GROUPS.containsKey(key)) {
      return compareGroup(model, GROUPS.get(key), (List<?>) expected);
    }
    if (key.equals("option")) {
      int compared = 0;
      for (Map.Entry<?, ?> option : ((Map<?, ?>) expected).entrySet()) {
        compared += compareRow(model, "opt." + option.getKey(), 0, option.getValue());
      }
      return compared;
    }
    if (key.equals("exclude")) {
      return compareWhole(model, "exclude_signature", (List<?>) expected);
    }
    return compareWhole(model, key, (List<?>) expected);
  }

  private static int compareWhole(Model model, String array, List<?> expected) {
    assertWithMessage(array).that(model.array(array)).hasLength(expected.size());
    return expected.isEmpty() ? 0 : compareNumbers(array, model.array(array), 0, expected);
  }

  private static int compareGroup(Model model, Group group, List<?> expected) {
    List<String> names = model.names(group.kind());
    assertWithMessage(group.prefix()).that(names).hasSize(expected.size());
    int compared = 0;
    for (int id = 0; id < names.size(); id++) {
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) expected.get(id)).entrySet()) {
        String key = (String) entry.getKey();
        if (!key.equals("name")) {
          compared += compareRow(model, group.prefix() + key, id, entry.getValue());
        } else if (!entry.getValue().equals("")) {
          // where the reference has no name, ours may have one
          assertThat(names.get(id)).isEqualTo(entry.getValue());
        }
      }
    }
    return compared;
  }

  /** Compares a row of an array; a single number with the row's first. */
  private static int compareRow(Model model, String key, int id, Object expected) {
    String name = ARRAYS.getOrDefault(key, key);
    int row = name.startsWith("dof_") ? (int) model.array("jnt_dofadr")[id] : id;
    List<?> numbers = expected instanceof List<?> list ? list : List.of(expected);
    return compareNumbers(name, model.array(name), row * model.arrayWidth(name), numbers);
  }

  private static int compareNumbers(String array, double[] actual, int from, List<?> expected) {
    for (int i = 0; i < expected.size(); i++) {
      assertWithMessage(array + "[" + (from + i) + "]")
          .that(actual[from + i])
          .isWithin(TOLERANCE)
          .of((Double) expected.get(i));
    }
    return expected.size();
  }
}
