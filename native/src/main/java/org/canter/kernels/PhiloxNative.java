// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * The native library's random numbers, into slabs. {@link Philox} draws the same ones in Java.
 * Places are (seed, stream, environment, episode, step), the last three read as unsigned.
 */
public final class PhiloxNative {
  /** The most numbers one call may draw. */
  public static final int MAX_DRAWS = KernelsApi.CANTER_MAX_DRAWS;

  private PhiloxNative() {}

  /**
   * The raw function: out = Philox4x32-10 of the counter under the key. Any thread.
   *
   * @param out out, int[4], read as unsigned
   * @param counter int[4]
   * @param key int[2]
   */
  public static void philox(Slab out, Slab counter, Slab key) {
    Require.vector(out, ElementType.I32, 4, "out");
    Require.vector(counter, ElementType.I32, 4, "counter");
    Require.vector(key, ElementType.I32, 2, "key");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_random_philox(
              out.hostPointer("out"), counter.hostPointer("counter"), key.hostPointer("key")));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call. Uniforms 0..n-1 of a place, in (0, 1).
   *
   * @param context the context
   * @param out out, real[n], n at most {@link #MAX_DRAWS}
   * @param seed any number
   * @param stream below 65536
   * @param environment the environment
   * @param episode the episode
   * @param step the step
   */
  public static void uniform(
      KernelContext context,
      Slab out,
      long seed,
      int stream,
      int environment,
      int episode,
      int step) {
    Require.typed(out, Require.notNull(context, "context").elementType(), "out");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_random_uniform(
              context.pointer(),
              context.address(out, "out"),
              seed,
              stream,
              environment,
              episode,
              step,
              out.elements()));
    } finally {
      call.leave();
    }
  }

  /**
   * Row call. Standard normals 0..n-1 of a place.
   *
   * @param context the context
   * @param out out, real[n], n at most {@link #MAX_DRAWS}
   * @param seed any number
   * @param stream below 65536
   * @param environment the environment
   * @param episode the episode
   * @param step the step
   */
  public static void normal(
      KernelContext context,
      Slab out,
      long seed,
      int stream,
      int environment,
      int episode,
      int step) {
    Require.typed(out, Require.notNull(context, "context").elementType(), "out");
    InFlight call = InFlight.enter();
    try {
      Status.check(
          KernelsApi.canter_random_normal(
              context.pointer(),
              context.address(out, "out"),
              seed,
              stream,
              environment,
              episode,
              step,
              out.elements()));
    } finally {
      call.leave();
    }
  }
}
