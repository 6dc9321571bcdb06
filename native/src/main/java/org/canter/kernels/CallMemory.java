// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.canter.kernels.c.KernelsApi;
import org.canter.kernels.c.canter_batch;
import org.canter.kernels.c.canter_cg_result;
import org.canter.kernels.c.canter_objective;
import org.canter.kernels.c.canter_trust_region_result;
import org.canter.kernels.c.canter_trust_region_settings;

/** Memory of a context through which structs and single results travel; made once. */
final class CallMemory {
  final canter_batch batch = new canter_batch();
  final canter_objective objective = new canter_objective();
  final canter_cg_result solve = new canter_cg_result();
  final canter_trust_region_settings settings = new canter_trust_region_settings();
  final canter_trust_region_result step = new canter_trust_region_result();
  // a part of the struct above
  final canter_cg_result stepSolve = step.solve();
  final DoublePointer doubles = new DoublePointer(KernelsApi.CANTER_STAT_COUNT);
  final DoublePointer second = new DoublePointer(1);
  final LongPointer count = new LongPointer(1);

  /** Gives the memory back. */
  void free() {
    batch.close();
    objective.close();
    solve.close();
    settings.close();
    step.close();
    doubles.close();
    second.close();
    count.close();
  }
}
