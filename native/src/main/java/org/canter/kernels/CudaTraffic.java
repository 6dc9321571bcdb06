// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.canter_cuda_traffic;

/**
 * What a context and its tapes asked of their GPU since the context was made.
 *
 * @param uploads copies from the host, those that calls make for themselves included
 * @param uploadBytes their size
 * @param downloads copies to the host
 * @param downloadBytes their size
 * @param waits how often the host waited; each download is one of them
 * @param launches kernels started one by one
 * @param graphLaunches graphs started, whose kernels are not counted
 */
public record CudaTraffic(
    long uploads,
    long uploadBytes,
    long downloads,
    long downloadBytes,
    long waits,
    long launches,
    long graphLaunches) {
  /** Nothing asked: the traffic of a context of the processor. */
  static final CudaTraffic NONE = new CudaTraffic(0, 0, 0, 0, 0, 0, 0);

  /** The values of a struct of the C API. */
  static CudaTraffic of(canter_cuda_traffic struct) {
    return new CudaTraffic(
        struct.uploads(),
        struct.upload_bytes(),
        struct.downloads(),
        struct.download_bytes(),
        struct.waits(),
        struct.launches(),
        struct.graph_launches());
  }

  /**
   * What came after an earlier reading.
   *
   * @param before the earlier one, of the same context
   * @return the difference in every count
   */
  public CudaTraffic since(CudaTraffic before) {
    return new CudaTraffic(
        uploads - before.uploads,
        uploadBytes - before.uploadBytes,
        downloads - before.downloads,
        downloadBytes - before.downloadBytes,
        waits - before.waits,
        launches - before.launches,
        graphLaunches - before.graphLaunches);
  }
}
