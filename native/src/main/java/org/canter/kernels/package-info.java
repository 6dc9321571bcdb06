// SPDX-License-Identifier: Apache-2.0
/**
 * The safe face of the native kernels: everything that policy optimisation computes.
 *
 * <p>Buffers are {@link org.canter.kernels.Slab slabs}: off-heap, typed and shaped. What the native
 * side owns is a {@link org.canter.kernels.NativeHandle handle}: closed once, refused after. Both
 * are {@link java.lang.AutoCloseable}, counted by {@link org.canter.kernels.LiveHandles}, and freed
 * only when calls that already use them have returned. Every refusal is a {@link
 * org.canter.kernels.KernelException} of its own kind, thrown before anything is written.
 *
 * <p>Two kinds of calls take a {@link org.canter.kernels.KernelContext}. <em>Row calls</em> use the
 * caller's buffers only and may run on many threads at once. <em>Pool calls</em> spread over the
 * context's threads and come one at a time; a second one is refused with {@link
 * org.canter.kernels.BusyException}. No call allocates on the Java heap.
 *
 * <p>A context computes on the processor or on a GPU ({@link org.canter.kernels.CudaDevices}). Its
 * calls take slabs that lie there ({@link org.canter.kernels.Place}) and refuse others; what of
 * their arguments and results lies with the host in any context is said there. {@link
 * org.canter.kernels.KernelContext#allocate} makes slabs where the context computes, and {@code
 * copyRows} moves them.
 *
 * <p>Dimension letters: T time steps, N environments, B rows of a batch, M rows of the buffers that
 * a batch is taken from, I inputs and O outputs of a network (O also the width of an observation),
 * A numbers of an action, D distribution parameters of a row, F free distribution parameters (log
 * standard deviations), P parameters. {@code real} stands for the element type of the context. A
 * shape such as {@code real[B, O]} is met by any slab whose last dimension is O and whose other
 * dimensions multiply to B; a shape with one dimension by any slab with that many elements.
 */
package org.canter.kernels;
