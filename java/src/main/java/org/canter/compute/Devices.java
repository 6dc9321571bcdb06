// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.canter.kernels.CudaDevices;
import org.canter.kernels.KernelArgumentException;
import org.canter.kernels.KernelException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The devices that updates can run on. */
public final class Devices {
  /** The first GPU that can be used, else the processor. */
  public static final String AUTO = "auto";

  private static final Logger LOG = LoggerFactory.getLogger(Devices.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private Devices() {}

  /**
   * All devices, whether this build supports them or not.
   *
   * @return the processor, then the GPUs by their numbers
   */
  public static List<Device> all() {
    List<Device> found = new ArrayList<>();
    found.add(Device.processor());
    try {
      CudaDevices.list().forEach(gpu -> found.add(Device.of(gpu)));
    } catch (KernelException unavailable) {
      LOG.debug("no GPUs are listed", unavailable);
    }
    return found;
  }

  /**
   * Why no GPU can be used.
   *
   * @return reason and remedy in one line; empty if one can
   */
  public static Optional<String> gpuProblem() {
    try {
      CudaDevices.find(Device.CUDA);
      return Optional.empty();
    } catch (KernelException unavailable) {
      return Optional.of(unavailable.getMessage());
    }
  }

  /**
   * Chooses a device. What is chosen does not depend on what will be computed: with {@link #AUTO} a
   * machine gives the same device, and so the same results, to every run.
   *
   * @param wanted auto, cpu, or cuda, perhaps with :index or :UUID
   * @return one that can be used
   * @throws DeviceException if it cannot be had, with the reason
   * @throws IllegalArgumentException if the name is none
   */
  public static Device choose(String wanted) {
    return switch (wanted.toLowerCase(Locale.ROOT)) {
      case Device.CPU -> Device.processor();
      case AUTO -> automatic();
      default -> gpu(wanted);
    };
  }

  private static Device gpu(String wanted) {
    try {
      return Device.of(CudaDevices.find(wanted));
    } catch (KernelArgumentException wrong) {
      throw new IllegalArgumentException(
          "device \"" + wanted + "\": must be auto, cpu, cuda, cuda:INDEX or cuda:UUID", wrong);
    } catch (KernelException unavailable) {
      throw new DeviceException(
          "device \"" + wanted + "\": " + unavailable.getMessage(), unavailable);
    }
  }

  /** The first GPU that can be used, or else the processor: once with a warning, then quietly. */
  private static Device automatic() {
    try {
      return Device.of(CudaDevices.find(Device.CUDA));
    } catch (KernelException unavailable) {
      if (WARNED.compareAndSet(false, true)) {
        LOG.warn("updates run on the CPU: {}", unavailable.getMessage());
      }
      return Device.processor();
    }
  }
}
