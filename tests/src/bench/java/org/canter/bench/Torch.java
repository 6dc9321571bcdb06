// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.openblas.global.openblas;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** What {@link TorchPolicy} needs of libtorch, in shorter words. */
final class Torch {
  /** How long OpenBLAS's and OpenMP's threads look for further work before they sleep. */
  private static final long SETTLE_NANOS = 40_000_000;

  private Torch() {}

  /** Threads of tensor operations, and of the matrix products that OpenBLAS does for them. */
  static void useThreads(int threads) {
    torch.set_num_threads(threads);
    openblas.blas_set_num_threads(threads);
  }

  /** Lets threads that look for work fall asleep, so that they take nobody's processor. */
  static void settle() {
    LockSupport.parkNanos(SETTLE_NANOS);
  }

  /** Runs a computation and frees everything that it made, as a reference count would. */
  @SuppressWarnings("try")
  static void run(Supplier<Tensor> computation) {
    try (PointerScope scope = new PointerScope()) {
      computation.get();
    }
  }

  /** The numbers of a computation's result. */
  @SuppressWarnings("try")
  static double[] read(Supplier<Tensor> computation) {
    try (PointerScope scope = new PointerScope()) {
      Tensor result = computation.get().contiguous();
      float[] values = new float[(int) result.numel()];
      new FloatPointer(result.data_ptr_float()).get(values);
      double[] numbers = new double[values.length];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = values[i];
      }
      return numbers;
    }
  }

  /** The result of a computation, to be closed by the caller; what it was made from is freed. */
  @SuppressWarnings("try")
  static Tensor keep(Supplier<Tensor> computation) {
    try (PointerScope scope = new PointerScope()) {
      Tensor result = computation.get();
      result.retainReference();
      return result;
    }
  }

  /** The same computation without a graph. */
  @SuppressWarnings("try")
  static Supplier<Tensor> withoutGraph(Supplier<Tensor> computation) {
    return () -> {
      try (NoGradGuard guard = new NoGradGuard()) {
        return computation.get();
      }
    };
  }

  static Tensor sumOfRows(Tensor x) {
    return x.sum(new long[] {1}, false, new ScalarTypeOptional());
  }

  static Tensor times(Tensor x, double factor) {
    return x.mul(new Scalar(factor));
  }

  /** x + factor y. */
  static Tensor plus(Tensor x, double factor, Tensor y) {
    return x.add(y, new Scalar(factor));
  }

  /** Derivatives of a scalar by all parameters, as one vector. */
  static Tensor flatGradient(
      Tensor scalar, TensorVector parameters, boolean keepGraph, boolean differentiable) {
    TensorVector gradients =
        torch.grad(
            new TensorVector(scalar),
            parameters,
            new TensorVector(),
            new BoolOptional(keepGraph),
            differentiable,
            false);
    TensorVector flat = new TensorVector();
    for (long i = 0; i < gradients.size(); i++) {
      flat.push_back(gradients.get(i).reshape(-1));
    }
    return torch.cat(flat);
  }
}
