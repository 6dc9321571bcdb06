// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.kernels.CudaDeviceCondition;
import org.canter.kernels.KernelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What `doctor --parity` says of a GPU. */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaParityTest {
  @Test
  void everyKernelOfTheGpuIsWithinItsBound() {
    try (KernelContext context = CudaDeviceCondition.context()) {
      for (ParityResult result : Parity.of(context, Parity.FLOAT)) {
        System.out.printf(
            "%-34s %-18s %.1e of %.0e%n",
            result.kernel(), result.shape(), result.error(), result.bound());
        assertWithMessage("%s", result).that(result.passes()).isTrue();
      }
    }
  }
}
