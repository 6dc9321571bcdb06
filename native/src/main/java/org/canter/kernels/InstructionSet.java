// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/** The instruction set that a context computes with; {@link #CUDA} for one of a GPU. */
public enum InstructionSet {
  /** the fastest one that this build holds and this processor runs */
  AUTO(KernelsApi.CANTER_ISA_AUTO, "auto"),
  /** what every processor of the platform runs, without fused multiply-add */
  PLAIN(KernelsApi.CANTER_ISA_PLAIN, "plain"),
  /** 256-bit vectors with fused multiply-add */
  AVX2(KernelsApi.CANTER_ISA_AVX2, "avx2"),
  /** 512-bit vectors */
  AVX512(KernelsApi.CANTER_ISA_AVX512, "avx512"),
  /** that of a GPU: the context of {@link KernelContext#cuda(CudaDevice)} */
  CUDA(KernelsApi.CANTER_ISA_CUDA, "cuda");

  private final int code;
  private final String label;

  InstructionSet(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_isa
   */
  public int code() {
    return code;
  }

  /**
   * The name of the C API, such as "avx2".
   *
   * @return the name
   */
  public String label() {
    return label;
  }

  /**
   * Whether this build holds the instruction set and this processor runs it; never for {@link
   * #CUDA}, which {@link CudaDevices} answers for.
   *
   * @return true if {@link KernelContext#create} takes it
   */
  public boolean isAvailable() {
    NativeKernels.load();
    return KernelsApi.canter_isa_available(code) != 0;
  }

  /**
   * What {@link #AUTO} chooses here for {@link Real#F32}.
   *
   * @return the fastest instruction set that is available
   */
  public static InstructionSet best() {
    NativeKernels.load();
    return of(KernelsApi.canter_isa_best());
  }

  /** The instruction set of a code of the C API. */
  static InstructionSet of(int code) {
    for (InstructionSet isa : values()) {
      if (isa.code == code) {
        return isa;
      }
    }
    throw new KernelInternalException("canter_isa " + code + " is unknown; rebuild both sides");
  }
}
