// SPDX-License-Identifier: Apache-2.0
package org.canter.physics.presets;

import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * Tells JavaCPP which of our C headers to bind and which libraries to load first.
 *
 * <p>The dependencies of libmujoco come before it and it comes before ours, because the dynamic
 * linker finds a library by the name inside it once it is loaded, wherever its file lies.
 */
@Properties(
    value =
        @Platform(
            include = {
              "canter_physics/export.h",
              "canter_physics/version.h",
              "canter_physics/status.h",
              "canter_physics/model.h",
              "canter_physics/field.h",
              "canter_physics/fault.h",
              "canter_physics/pool.h",
              "canter_physics/snapshot.h",
              "canter_physics/replay.h"
            },
            preload = {"ccd", "qhull_r", "lodepng", "tinyxml2", "mujoco"},
            link = "canter_physics",
            library = "jnicanter_physics"),
    target = "org.canter.physics.c",
    global = "org.canter.physics.c.PhysicsApi")
public class Physics implements InfoMapper {
  /** Called by JavaCPP's parser. */
  public Physics() {}

  @Override
  public void map(InfoMap infoMap) {
    infoMap.put(new Info("CANTERP_API").cppTypes().annotations());

    // one untyped overload per buffer instead of three (pointer, java.nio, array): the wrappers
    // pass their own pointers and have checked the type; arrays would be copied on every call
    infoMap.put(buffer("double", "double")).put(buffer("uint8_t", "byte"));
    infoMap.put(buffer("int32_t", "int")).put(buffer("int64_t", "long"));
  }

  /** Values of {@code cppType} are Java's {@code value}; pointers to it are plain pointers. */
  private static Info buffer(String cppType, String value) {
    return new Info(cppType).cast().valueTypes(value).pointerTypes("Pointer");
  }
}
