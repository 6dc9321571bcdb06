// SPDX-License-Identifier: Apache-2.0
package org.canter.compute;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.canter.checkpoint.Fingerprint;
import org.canter.kernels.CudaDevice;
import org.canter.kernels.CudaOptions;
import org.canter.kernels.CudaRuntime;
import org.canter.kernels.InstructionSet;

/** Something that updates can run on: the processor, or a GPU. {@link Devices} finds them. */
public final class Device {
  /** The kind of the processor, which is also its name. */
  public static final String CPU = "cpu";

  /** The kind of a GPU of NVIDIA. */
  public static final String CUDA = "cuda";

  private static final double GIB = 1L << 30;

  // null for the processor
  private final CudaDevice gpu;

  private Device(CudaDevice gpu) {
    this.gpu = gpu;
  }

  /**
   * The processor.
   *
   * @return the device that every machine has
   */
  public static Device processor() {
    return new Device(null);
  }

  /** A GPU. */
  static Device of(CudaDevice gpu) {
    return new Device(gpu);
  }

  /**
   * Which family of kernels it has; the bits of results go with it.
   *
   * @return {@link #CPU} or {@link #CUDA}
   */
  public String kind() {
    return gpu == null ? CPU : CUDA;
  }

  /**
   * What --device takes.
   *
   * @return cpu, or cuda with its number
   */
  public String name() {
    return gpu == null ? CPU : CUDA + ":" + gpu.ordinal();
  }

  /**
   * Whether this build has kernels for it.
   *
   * @return true for the processor
   */
  public boolean isSupported() {
    return gpu == null || gpu.supported();
  }

  /**
   * One line about it.
   *
   * @return its model and what is used of it
   */
  public String description() {
    if (gpu == null) {
      return "%d processors, %s kernels"
          .formatted(Runtime.getRuntime().availableProcessors(), InstructionSet.best().label());
    }
    return String.format(
        Locale.ROOT,
        "%s, %s, compute capability %s, %.1f GiB, %.1f GiB free, %s",
        gpu.name(),
        gpu.uuid(),
        gpu.capability(),
        gpu.totalBytes() / GIB,
        gpu.freeBytes() / GIB,
        gpu.supported() ? "supported" : "not supported: this build has no code for it");
  }

  /**
   * What a summary says of it.
   *
   * @return its kind, and the name and UUID of a GPU
   */
  public Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("device", kind());
    if (gpu != null) {
      facts.put("device_name", gpu.name());
      facts.put("device_uuid", gpu.uuid());
    }
    return facts;
  }

  /**
   * What the bits of a run on this device depend on besides its configuration and its seed.
   *
   * @return the machine's facts and, for a GPU, its model and the version of its driver
   */
  public Fingerprint fingerprint() {
    Fingerprint machine = Fingerprint.ofThisMachine();
    return gpu == null ? machine : machine.withGpu(gpu.name(), CudaRuntime.versions().toString());
  }

  /**
   * Opens it for updates, with rollouts on the processor; the caller closes it.
   *
   * @param settings how it computes
   * @param threads of the processor; no bit depends on them
   * @return contexts
   * @throws org.canter.kernels.KernelException if it cannot be used, or has no memory left
   */
  public Compute open(DeviceSettings settings, int threads) {
    return gpu == null
        ? Compute.cpu(threads)
        : Compute.cuda(gpu, new CudaOptions(settings.tf32()), threads);
  }

  @Override
  public String toString() {
    return gpu == null ? CPU : name() + " (" + gpu.name() + ")";
  }
}
