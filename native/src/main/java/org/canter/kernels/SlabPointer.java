// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.bytedeco.javacpp.Pointer;

/**
 * An address that is passed to native calls; it owns nothing. Movable, so that windows are free.
 */
final class SlabPointer extends Pointer {
  /** Points to `address`. */
  SlabPointer(long address) {
    super((Pointer) null);
    this.address = address;
  }

  /** Points to `address` from now on. */
  void moveTo(long address) {
    this.address = address;
  }
}
