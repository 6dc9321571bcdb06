// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.ArrayDeque;
import java.util.Deque;
import org.canter.kernels.KernelContext;
import org.canter.kernels.NativeHandle;
import org.canter.kernels.Slab;

/** Closes what it was given, last first. */
final class Owned implements AutoCloseable {
  private final Deque<Runnable> closers = new ArrayDeque<>();

  <T extends NativeHandle> T add(T handle) {
    return add(handle, handle::close);
  }

  Slab add(Slab slab) {
    return add(slab, slab::close);
  }

  <T> T add(T thing, Runnable close) {
    closers.push(close);
    return thing;
  }

  /** A slab of the context's element type with these values. */
  Slab upload(KernelContext context, float[] values, long... shape) {
    Slab slab = add(context.allocate(shape));
    switch (context.real()) {
      case F32 -> slab.copyFrom(values);
      case F64 -> slab.copyFrom(widened(values));
    }
    return slab;
  }

  private static double[] widened(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  @Override
  public void close() {
    while (!closers.isEmpty()) {
      closers.pop().run();
    }
  }
}
