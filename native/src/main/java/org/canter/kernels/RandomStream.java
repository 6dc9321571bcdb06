// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Streams of random numbers that Canter itself uses; a caller of its own begins at {@link #USER}.
 */
public enum RandomStream {
  /** sampling of actions */
  ACTION(KernelsApi.CANTER_STREAM_ACTION),
  /** resets and noise of environments */
  ENVIRONMENT(KernelsApi.CANTER_STREAM_ENVIRONMENT),
  /** initialisation of parameters */
  INITIALIZATION(KernelsApi.CANTER_STREAM_INITIALIZATION),
  /** shuffles and subsamples of batches */
  BATCH(KernelsApi.CANTER_STREAM_BATCH),
  /** evaluation episodes */
  EVALUATION(KernelsApi.CANTER_STREAM_EVALUATION),
  /** the first one that is free */
  USER(KernelsApi.CANTER_STREAM_USER);

  private final int code;

  RandomStream(int code) {
    this.code = code;
  }

  /**
   * The code of the C API.
   *
   * @return a canter_stream, what the calls take as {@code stream}
   */
  public int code() {
    return code;
  }
}
