// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.Pointer;
import org.canter.kernels.c.canter_cuda_options;

/**
 * How a context on a GPU is made.
 *
 * @param tf32 whether matrix products may round their factors to TF32 (10 bits of mantissa) and use
 *     tensor cores
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
    if (tf32) {
      throw new UnsupportedKernelException(
          "tf32 = true: this build has no kernels for TF32; compute in float32 instead");
    }
    return struct.stream(stream);
  }
}
