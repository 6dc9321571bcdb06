// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets tests of a GPU run where there is one: the machine's, or the emulated one if the system
 * property {@link CudaRuntime#PATH_PROPERTY} names the folder of its libraries. Elsewhere they are
 * skipped with the reason. A process has one CUDA runtime, so it is one or the other.
 */
public final class CudaDeviceCondition implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    try {
      return ConditionEvaluationResult.enabled(device().name());
    } catch (KernelException reason) {
      return ConditionEvaluationResult.disabled(reason.getMessage());
    }
  }

  /** The GPU that the tests use. */
  public static CudaDevice device() {
    return CudaDevices.find("cuda");
  }

  /** A context on it; the caller closes it. */
  public static KernelContext context() {
    return KernelContext.cuda(device());
  }

  /** Whether it is the emulated one. */
  public static boolean isEmulated() {
    return !folder().isEmpty();
  }

  /** Where the emulated libraries are; empty for a real GPU. */
  static String folder() {
    return System.getProperty(CudaRuntime.PATH_PROPERTY, "");
  }
}
