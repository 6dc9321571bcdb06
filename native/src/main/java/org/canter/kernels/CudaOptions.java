// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.Pointer;
import org.canter.kernels.c.canter_cuda_options;

/**
 * How a context on a GPU is made.
 *
 * @param tf32 whether matrices are multiplied on tensor cores, each product put together from three
 *     in TF32: near the precision of floats, but not their bits
 */
public record CudaOptions(boolean tf32) {
  /**
   * Float32 throughout.
   *
   * @return the options without TF32
   */
  public static CudaOptions defaults() {
    return new CudaOptions(false);
  }

  /** Writes the struct of the C API; `stream` is null for one of the context's own. */
  canter_cuda_options fill(canter_cuda_options struct, Pointer stream) {
    return struct.stream(stream).tf32(tf32 ? 1 : 0);
  }
}
