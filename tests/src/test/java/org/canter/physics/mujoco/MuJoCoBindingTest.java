// SPDX-License-Identifier: Apache-2.0
package org.canter.physics.mujoco;

import static com.google.common.truth.Truth.assertThat;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.BytePointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The binding of MuJoCo's own headers: there for names, enums, rendering and tools. */
class MuJoCoBindingTest {
  private static final String BALL =
      "<mujoco><worldbody><body name='ball'><freejoint/><geom size='0.1'/></body></worldbody>"
          + "</mujoco>";

  private static mjModel load(Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("ball.xml"), BALL);
    BytePointer error = new BytePointer(500);
    return MuJoCoApi.mj_loadXML(file.toString(), null, error, 500);
  }

  @Test
  void readsModelsAndSteps(@TempDir Path folder) throws IOException {
    mjModel model = load(folder);
    assertThat(model.nq()).isEqualTo(7);
    assertThat(MuJoCoApi.mj_name2id(model, MuJoCoApi.mjOBJ_BODY, "ball")).isEqualTo(1);
    mjData data = MuJoCoApi.mj_makeData(model);
    MuJoCoApi.mj_step(model, data);
    assertThat(data.time()).isEqualTo(model.opt().timestep());
    assertThat(data.qvel().get(2)).isWithin(1e-9).of(-9.81 * model.opt().timestep());
    MuJoCoApi.mj_deleteData(data);
    MuJoCoApi.mj_deleteModel(model);
  }

  @Test
  void preparesScenesWithoutADisplay(@TempDir Path folder) throws IOException {
    mjModel model = load(folder);
    mjData data = MuJoCoApi.mj_makeData(model);
    MuJoCoApi.mj_forward(model, data);
    mjvScene scene = new mjvScene();
    MuJoCoApi.mjv_defaultScene(scene);
    MuJoCoApi.mjv_makeScene(model, scene, 100);
    mjvOption option = new mjvOption();
    MuJoCoApi.mjv_defaultOption(option);
    mjvCamera camera = new mjvCamera();
    MuJoCoApi.mjv_defaultCamera(camera);
    MuJoCoApi.mjv_updateScene(model, data, option, null, camera, MuJoCoApi.mjCAT_ALL, scene);
    assertThat(scene.ngeom()).isAtLeast(1);
    MuJoCoApi.mjv_freeScene(scene);
    MuJoCoApi.mj_deleteData(data);
    MuJoCoApi.mj_deleteModel(model);
  }

  @Test
  void fatalErrorsAreExceptionsAndNothingIsLogged() {
    for (int i = 0; i < 3; i++) {
      RuntimeException error =
          assertThrows(RuntimeException.class, () -> MuJoCoApi.mju_error("told you"));
      assertThat(error).hasMessageThat().contains("told you");
    }
    MuJoCoApi.mju_warning("never seen");
    assertThat(Files.exists(Path.of("MUJOCO_LOG.TXT"))).isFalse();
  }
}
