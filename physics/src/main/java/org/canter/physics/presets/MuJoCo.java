// SPDX-License-Identifier: Apache-2.0
package org.canter.physics.presets;

import java.util.List;
import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Tells JavaCPP how to bind MuJoCo's own public headers, for names, enums, rendering and tools.
 * Simulations are stepped through our own layer, whose handlers are loaded with this binding: a
 * fatal error of MuJoCo comes back as a {@code RuntimeException}, and nothing is printed or logged.
 *
 * <p>What {@code mj_loadXML} and {@code mj_makeData} return is the caller's to free, with {@code
 * mj_deleteModel} and {@code mj_deleteData}.
 */
@Properties(
    inherit = Physics.class,
    value =
        @Platform(
            include = {
              "mujoco/mjtnum.h",
              "mujoco/mjmodel.h",
              "mujoco/mjdata.h",
              "mujoco/mjvisualize.h",
              "mujoco/mjrender.h",
              "mujoco/mujoco.h"
            },
            link = "mujoco",
            library = "jnicanter_mujoco"),
    target = "org.canter.physics.mujoco",
    global = "org.canter.physics.mujoco.MuJoCoApi")
public class MuJoCo implements InfoMapper {
  // each is declared as struct NAME_ and then named NAME
  private static final List<String> STRUCTS =
      List.of(
          "mjContact",
          "mjData",
          "mjLROpt",
          "mjModel",
          "mjOption",
          "mjSolverStat",
          "mjStatistic",
          "mjTimerStat",
          "mjVFS",
          "mjVisual",
          "mjWarningStat",
          "mjrContext",
          "mjrRect",
          "mjvCamera",
          "mjvFigure",
          "mjvGLCamera",
          "mjvGeom",
          "mjvLight",
          "mjvOption",
          "mjvPerturb",
          "mjvScene");

  // macros that are code, tables in two dimensions, and the handlers that our own layer sets
  private static final List<String> CODE =
      List.of(
          "mjMARKSTACK",
          "mjFREESTACK",
          "mjDISABLED",
          "mjENABLED",
          "mjMAX",
          "mjMIN",
          "mju_sqrt",
          "mju_exp",
          "mju_sin",
          "mju_cos",
          "mju_tan",
          "mju_asin",
          "mju_acos",
          "mju_atan2",
          "mju_tanh",
          "mju_pow",
          "mju_abs",
          "mju_log",
          "mju_log10",
          "mju_floor",
          "mju_ceil",
          "mjVISSTRING",
          "mjRNDSTRING",
          "mjCOLLISIONFUNC",
          "mju_user_error",
          "mju_user_warning");

  // the user interface needs a window; its header is left out
  private static final List<String> INTERFACE =
      List.of(
          "mjui_themeSpacing",
          "mjui_themeColor",
          "mjui_add",
          "mjui_addToSection",
          "mjui_resize",
          "mjui_update",
          "mjui_event",
          "mjui_render");

  /** Called by JavaCPP's parser. */
  public MuJoCo() {}

  @Override
  public void map(InfoMap infoMap) {
    infoMap.put(new Info("MJAPI").cppText("#define MJAPI"));
    // tools may read arrays: unlike our own layer's, pointers to numbers keep their type
    infoMap.put(0, new Info("double").valueTypes("double").pointerTypes("DoublePointer"));
    for (String struct : STRUCTS) {
      infoMap.put(new Info(struct + "_").pointerTypes(struct));
    }
    CODE.forEach(name -> infoMap.put(new Info(name).skip()));
    INTERFACE.forEach(name -> infoMap.put(new Info(name).skip()));
  }
}
