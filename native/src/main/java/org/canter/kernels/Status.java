// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static org.canter.kernels.c.KernelsApi.CANTER_ALIASED;
import static org.canter.kernels.c.KernelsApi.CANTER_BAD_SHAPE;
import static org.canter.kernels.c.KernelsApi.CANTER_BAD_STATE;
import static org.canter.kernels.c.KernelsApi.CANTER_BAD_VALUE;
import static org.canter.kernels.c.KernelsApi.CANTER_BUSY;
import static org.canter.kernels.c.KernelsApi.CANTER_INTERNAL;
import static org.canter.kernels.c.KernelsApi.CANTER_NON_FINITE;
import static org.canter.kernels.c.KernelsApi.CANTER_NULL_POINTER;
import static org.canter.kernels.c.KernelsApi.CANTER_OK;
import static org.canter.kernels.c.KernelsApi.CANTER_OUT_OF_MEMORY;
import static org.canter.kernels.c.KernelsApi.CANTER_TOO_SMALL;
import static org.canter.kernels.c.KernelsApi.CANTER_UNSUPPORTED;

import org.canter.kernels.c.KernelsApi;

/** The one place where a status of the C API becomes an exception. */
final class Status {
  private Status() {}

  /** Returns if the status is CANTER_OK, otherwise throws with the library's last text. */
  static void check(int status) {
    if (status != CANTER_OK) {
      throw exception(status, lastError(status));
    }
  }

  /** The exception for a status that is not CANTER_OK. */
  static KernelException exception(int status, String text) {
    return switch (status) {
      case CANTER_NULL_POINTER, CANTER_BAD_VALUE -> new KernelArgumentException(text);
      case CANTER_BAD_SHAPE -> new KernelShapeException(text);
      case CANTER_NON_FINITE -> new NonFiniteException(text);
      case CANTER_ALIASED -> new AliasedBufferException(text);
      case CANTER_TOO_SMALL -> new BufferTooSmallException(text);
      case CANTER_BAD_STATE -> new KernelStateException(text);
      case CANTER_BUSY -> new BusyException(text);
      case CANTER_OUT_OF_MEMORY -> new KernelMemoryException(text);
      case CANTER_UNSUPPORTED -> new UnsupportedKernelException(text);
      case CANTER_INTERNAL -> new KernelInternalException(text);
      default ->
          new KernelInternalException(
              ("status %s is unknown to the Java classes, which are of another build than the "
                      + "native library; rebuild both: %s")
                  .formatted(status, text));
    };
  }

  /** The text of the last refusal on this thread, or the status's name where there is none. */
  private static String lastError(int status) {
    String text = NativeText.of(KernelsApi.canter_last_error());
    return text.isEmpty() ? NativeText.of(KernelsApi.canter_status_name(status)) : text;
  }
}
