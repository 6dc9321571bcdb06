// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * On a GPU each wrong call is refused as on the processor, some at the next wait only, and the
 * context computes on.
 */
@Gpu
class CudaMisuseTest {
  @TestFactory
  Stream<DynamicTest> wrongCallsAreRefused() {
    return WrapperMisuseTest.tests("CUDA ", () -> new TestPolicy(CudaDeviceCondition.context()));
  }
}
