// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that are none: each is refused with its line and a reason, and leaves nothing behind. */
class BadModelTest {

  /** A case: where it is wrong (0: not known) and what the message says of it. */
  private static Arguments bad(int line, String reason, String... lines) {
    return Arguments.of(line, reason, String.join("\n", lines));
  }

  static Stream<Arguments> models() {
    return Stream.of(malformed(), schema(), values(), references(), bodies()).flatMap(List::stream);
  }

  private static List<Arguments> malformed() {
    return List.of(
        bad(1, "not well formed", "hello"),
        bad(1, "not well formed", ""),
        bad(2, "not well formed", "<mujoco>", "<worldbody>"),
        bad(2, "not well formed", "<mujoco>", "</worldbody></mujoco>"),
        bad(2, "not well formed", "<mujoco>", "<option timestep=0.1/></mujoco>"),
        bad(2, "not well formed", "<mujoco>", "<option timestep/></mujoco>"),
        bad(2, "not well formed", "<mujoco>", "<option a='1' a='2'/></mujoco>"),
        bad(3, "not well formed", "<mujoco>", "</mujoco>", "<mujoco/>"),
        bad(2, "not well formed", "<mujoco>", "<!-- never ends </mujoco>"),
        bad(2, "not well formed", "<mujoco>", "<text data='&unknown;'/></mujoco>"),
        bad(1, "document type", "<!DOCTYPE mujoco><mujoco/>"),
        bad(1, "encoding", "<?xml version='1.0' encoding='ISO-8859-1'?>", "<mujoco/>"));
  }

  private static List<Arguments> schema() {
    return List.of(
        bad(1, "expected <mujoco>", "<robot name='r'/>"),
        bad(1, "expected <mujoco>", "<mujocoinclude/>"),
        bad(2, "unrecognized element", "<mujoco>", "<nonsense/></mujoco>"),
        bad(3, "Schema violation", "<mujoco>", "<worldbody>", "<gem/></worldbody></mujoco>"),
        bad(2, "unrecognized attribute", "<mujoco>", "<option timstep='1'/></mujoco>"),
        bad(3, "size", "<mujoco>", "<worldbody>", "<geom type='sphere'/></worldbody></mujoco>"),
        bad(2, "empty class name", "<mujoco>", "<default><default/></default></mujoco>"),
        bad(2, "World body", "<mujoco>", "<worldbody name='w'/></mujoco>"),
        bad(2, "World body", "<mujoco>", "<worldbody><joint/></worldbody></mujoco>"));
  }

  private static List<Arguments> values() {
    return List.of(
        bad(2, "timestep", "<mujoco>", "<option timestep='fast'/></mujoco>"),
        bad(2, "gravity", "<mujoco>", "<option gravity='0 0'/></mujoco>"),
        bad(2, "gravity", "<mujoco>", "<option gravity='0 0 1 2'/></mujoco>"),
        bad(2, "magic", "<mujoco>", "<option integrator='magic'/></mujoco>"),
        bad(2, "best", "<mujoco>", "<option solver='best'/></mujoco>"),
        bad(2, "iterations", "<mujoco>", "<option iterations='x'/></mujoco>"),
        bad(2, "blob", "<mujoco>", "<worldbody><geom type='blob' size='1'/></worldbody></mujoco>"),
        bad(2, "sizes must be", "<mujoco>", "<worldbody><geom size='-1'/></worldbody></mujoco>"),
        bad(2, "turns", "<mujoco>", "<compiler angle='turns'/></mujoco>"),
        bad(2, "rgba", "<mujoco>", "<worldbody><geom size='1' rgba='red'/></worldbody></mujoco>"),
        bad(2, "condim", "<mujoco>", "<worldbody><geom size='1' condim='2'/></worldbody></mujoco>"),
        bad(2, "between 1", "<mujoco>", "<custom><numeric name='n' size='0'/></custom></mujoco>"),
        bad(0, "mjData", "<mujoco>", "<size nuserdata='-5'/></mujoco>"));
  }

  private static List<Arguments> references() {
    return List.of(
        actuator("<motor joint='none'/>", "none"),
        actuator("<motor/>", "transmission"),
        actuator("<motor joint='j' ctrllimited='true' ctrlrange='1 -1'/>", "range"),
        unplaced("<sensor><jointpos joint='none'/></sensor>", "sensorized object"),
        unplaced("<sensor><accelerometer site='none'/></sensor>", "sensorized object"),
        unplaced("<keyframe><key qpos='1 2 3'/></keyframe>", "qpos"),
        after("<contact><exclude body1='world' body2='none'/></contact>", "none"),
        after("<contact><pair geom1='g' geom2='none'/></contact>", "none"),
        after("<equality><joint joint1='none'/></equality>", "none"),
        after("<tendon><fixed><joint joint='none' coef='1'/></fixed></tendon>", "none"),
        bad(
            2,
            "none",
            "<mujoco>",
            "<worldbody><geom size='1' material='none'/></worldbody></mujoco>"),
        bad(
            2,
            "none",
            "<mujoco>",
            "<worldbody><geom type='mesh' mesh='none'/></worldbody></mujoco>"),
        bad(
            2,
            "class",
            "<mujoco>",
            "<worldbody><geom class='none' size='1'/></worldbody></mujoco>"),
        bad(2, "none", "<mujoco>", "<asset><material name='m' texture='none'/></asset></mujoco>"));
  }

  private static List<Arguments> bodies() {
    return List.of(
        body("<freejoint/>", "mass"),
        body("<joint/><geom size='0.1' mass='0'/>", "mass"),
        body("<joint/><inertial pos='0 0 0' mass='-1' diaginertia='1 1 1'/>", "mass"),
        body("<joint/><inertial pos='0 0 0' mass='1' diaginertia='9 1 1'/>", "A + B >= C"),
        body("<joint axis='0 0 0'/><geom size='1'/>", "axis"),
        body("<freejoint/><joint/><geom size='1'/>", "more than 6 dofs"),
        body("<joint name='a'/><joint name='a'/><geom size='1'/>", "repeated name"),
        body("<joint limited='true' range='1 0'/><geom size='1'/>", "range"),
        body("<body><freejoint/><geom size='1'/></body><geom size='1'/>", "free joint"));
  }

  private static Arguments body(String inside, String reason) {
    return bad(
        2, reason, "<mujoco><worldbody>", "<body>" + inside + "</body></worldbody></mujoco>");
  }

  private static Arguments after(String section, String reason) {
    return following(3, section, reason);
  }

  /** Of sensors and keyframes MuJoCo does not say where they are. */
  private static Arguments unplaced(String section, String reason) {
    return following(0, section, reason);
  }

  private static Arguments following(int line, String section, String reason) {
    return bad(
        line,
        reason,
        "<mujoco><worldbody>",
        "<body><joint name='j'/><geom name='g' size='1'/></body></worldbody>",
        section,
        "</mujoco>");
  }

  private static Arguments actuator(String inside, String reason) {
    return after("<actuator>" + inside + "</actuator>", reason);
  }

  @ParameterizedTest
  @MethodSource("models")
  void isRefusedWithItsLineAndAReason(int line, String reason, String xml) {
    long before = PhysicsHandle.live();
    ModelException refusal =
        assertThrows(ModelException.class, () -> Model.load(ModelSource.ofString(xml)).close());
    assertThat(refusal).hasMessageThat().contains(reason);
    assertWithMessage(refusal.getMessage()).that(refusal.line().orElse(0)).isEqualTo(line);
    assertThat(refusal.file()).isEqualTo("model.xml");
    assertThat(PhysicsHandle.live()).isEqualTo(before);
  }

  @Test
  void thereAreFiftyOfThem() {
    assertThat(models().count()).isAtLeast(50);
  }

  @Test
  void whatIsWrongInAnIncludedFileIsNamed() {
    String main = "<mujoco>\n<include file='parts/arm.xml'/>\n</mujoco>";
    String arm =
        "<mujoco>\n<worldbody>\n<geom name='a' size='1'/>\n\n<geom sizz='1'/>"
            + "</worldbody>\n</mujoco>";
    Map<String, byte[]> files = Map.of("parts/arm.xml", arm.getBytes(StandardCharsets.UTF_8));
    ModelException refusal =
        assertThrows(
            ModelException.class, () -> Model.load(ModelSource.ofString(main, files)).close());
    assertThat(refusal.file()).isEqualTo("parts/arm.xml");
    assertThat(refusal.line().getAsInt()).isEqualTo(5);
    assertThat(refusal).hasMessageThat().contains("sizz");
  }

  @Test
  void deepNestingAndLongTextsAreRefusedNotACrash() {
    String deep = "<mujoco><worldbody>" + "<body>".repeat(20_000);
    String closed = deep + "</body>".repeat(20_000) + "</worldbody></mujoco>";
    assertThrows(ModelException.class, () -> Model.load(ModelSource.ofString(deep)).close());
    assertThrows(ModelException.class, () -> Model.load(ModelSource.ofString(closed)).close());
  }
}
