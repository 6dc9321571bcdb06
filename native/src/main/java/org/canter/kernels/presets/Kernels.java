// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels.presets;

import org.bytedeco.javacpp.annotation.Platform;
import org.bytedeco.javacpp.annotation.Properties;
import org.bytedeco.javacpp.tools.Info;
import org.bytedeco.javacpp.tools.InfoMap;
import org.bytedeco.javacpp.tools.InfoMapper;

/**
 * What JavaCPP is told about the headers under {@code canter/}: which to read, in which order, and
 * how their few types map. Everything it generates lands in {@code org.canter.kernels.c}.
 */
@Properties(
    target = "org.canter.kernels.c",
    global = "org.canter.kernels.c.KernelsApi",
    value =
        @Platform(
            compiler = "cpp11",
            include = {
              "canter/status.h",
              "canter/context.h",
              "canter/network.h",
              "canter/mlp.h",
              "canter/distribution.h",
              "canter/policy.h",
              "canter/objective.h",
              "canter/fisher.h",
              "canter/value.h",
              "canter/conjugate_gradient.h",
              "canter/trust_region.h",
              "canter/scan.h",
              "canter/optimizer.h",
              "canter/vector.h",
              "canter/moments.h",
              "canter/random.h",
              "canter/probe.h",
              "canter/cuda.h"
            },
            link = "canter_kernels",
            library = "jnicanter_kernels"))
public class Kernels implements InfoMapper {

  /** Creates the mapper; JavaCPP does this when it parses and when it loads. */
  public Kernels() {}

  @Override
  public void map(InfoMap infoMap) {
    // the export macro says nothing to Java
    infoMap.put(new Info("CANTER_API").cppTypes().annotations().cppText(""));

    // one untyped overload per buffer instead of three (pointer, java.nio, array): the wrappers
    // pass their own pointers and have checked the type; arrays would be copied on every call
    infoMap.put(buffer("double", "double")).put(buffer("uint8_t", "byte"));
    infoMap.put(buffer("int32_t", "int")).put(buffer("uint32_t", "int"));
    infoMap.put(buffer("int64_t", "long")).put(buffer("uint64_t", "long"));
  }

  /** Values of {@code cppType} are Java's {@code value}; pointers to it are plain pointers. */
  private static Info buffer(String cppType, String value) {
    return new Info(cppType).cast().valueTypes(value).pointerTypes("Pointer");
  }
}
