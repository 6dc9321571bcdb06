// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import java.util.List;
import java.util.Locale;
import org.canter.kernels.InstructionSet;

/** The devices that updates can run on. */
public final class Devices {
  /** The processor. */
  public static final String CPU = "cpu";

  private static final String AUTO = "auto";
  private static final String CUDA = "cuda";

  private Devices() {}

  /**
   * A device of this machine.
   *
   * @param name what --device takes
   * @param description its model and what is used of it
   */
  public record Device(String name, String description) {}

  /**
   * All that can be used.
   *
   * @return the processor
   */
  public static List<Device> all() {
    int processors = Runtime.getRuntime().availableProcessors();
    return List.of(
        new Device(
            CPU, "%d processors, %s kernels".formatted(processors, InstructionSet.best().label())));
  }

  /**
   * Chooses a device.
   *
   * @param wanted auto, cpu, or cuda with :index or :UUID
   * @return the name of one that can be used
   * @throws DeviceException if it cannot be had
   * @throws IllegalArgumentException if the name is none
   */
  public static String choose(String wanted) {
    String name = wanted.toLowerCase(Locale.ROOT);
    if (name.equals(AUTO) || name.equals(CPU)) {
      return CPU;
    }
    if (name.equals(CUDA) || name.startsWith(CUDA + ":")) {
      throw new DeviceException(
          "device \""
              + wanted
              + "\": this build has no CUDA kernels; choose --device cpu, or auto");
    }
    throw new IllegalArgumentException(
        "device \"" + wanted + "\": must be auto, cpu, cuda, cuda:INDEX or cuda:UUID");
  }
}
