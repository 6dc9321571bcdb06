// SPDX-License-Identifier: Apache-2.0
package org.canter.bench;

import java.util.SortedSet;
import org.canter.kernels.InstructionSet;
import org.canter.kernels.KernelContext;
import org.canter.kernels.Real;

/**
 * How everything is measured.
 *
 * @param threads of both sides
 * @param isa of our kernels
 * @param turns how long
 */
record Plan(SortedSet<Integer> threads, InstructionSet isa, Turns turns) {
  /** A float context for the caller to close. */
  KernelContext context(int threads) {
    return KernelContext.create(new KernelContext.Options(Real.F32, isa, threads));
  }
}
