// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

/**
 * What is known of a GPU; {@link CudaDevices} finds them.
 *
 * @param ordinal its number, counted from 0, after CUDA_VISIBLE_DEVICES
 * @param name such as "NVIDIA H200"
 * @param uuid "GPU-" and 32 hexadecimal digits in groups, as nvidia-smi prints it
 * @param major the compute capability's number before the dot
 * @param minor the number after the dot
 * @param totalBytes its memory
 * @param freeBytes what of it was free when it was asked
 * @param supported whether this build holds code for it
 * @param multiprocessors how many it has
 */
public record CudaDevice(
    int ordinal,
    String name,
    String uuid,
    int major,
    int minor,
    long totalBytes,
    long freeBytes,
    boolean supported,
    int multiprocessors) {
  /**
   * The compute capability.
   *
   * @return such as "9.0"
   */
  public String capability() {
    return major + "." + minor;
  }

  /**
   * Where its memory is.
   *
   * @return such as cuda:0
   */
  public Place place() {
    return Place.cuda(ordinal);
  }
}
