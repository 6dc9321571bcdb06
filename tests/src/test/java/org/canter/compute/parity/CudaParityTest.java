// SPDX-License-Identifier: Apache-2.0
package org.canter.compute.parity;

import static com.google.common.truth.Truth.assertWithMessage;

import org.canter.kernels.CudaDeviceCondition;
import org.canter.kernels.CudaOptions;
import org.canter.kernels.KernelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What `doctor --parity` says of a GPU. */
@Tag("gpu")
@ExtendWith(CudaDeviceCondition.class)
class CudaParityTest {
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everyKernelOfTheGpuIsWithinItsBound(boolean tf32) {
    double bound = tf32 ? Parity.TF32 : Parity.FLOAT;
    try (KernelContext context =
        KernelContext.cuda(CudaDeviceCondition.device(), new CudaOptions(tf32))) {
      for (ParityResult result : Parity.of(context, bound)) {
        System.out.printf(
            "%-34s %-18s %.1e of %.0e%n",
            result.kernel(), result.shape(), result.error(), result.bound());
        assertWithMessage("%s", result).that(result.passes()).isTrue();
      }
    }
  }
}
