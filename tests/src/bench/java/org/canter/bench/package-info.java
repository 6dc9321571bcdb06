// SPDX-License-Identifier: Apache-2.0
/**
 * How fast the kernels are, beside libtorch in the same process and beside the limits of the
 * machine: {@code ./canter bench kernels}. Results are compared before anything is timed.
 *
 * <p>Read {@link org.canter.bench.KernelBench} first. {@link org.canter.bench.Ours} and {@link
 * org.canter.bench.TorchPolicy} are the two sides, {@link org.canter.bench.Turns} times them,
 * {@link org.canter.bench.Bars} says what was asked for.
 */
package org.canter.bench;
