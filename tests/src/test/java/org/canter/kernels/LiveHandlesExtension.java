// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import static com.google.common.truth.Truth.assertWithMessage;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After each test class nothing that the kernels own is alive, in Java or in the native library.
 * Registered for all Jupiter classes as a service; {@link LiveHandlesHook} does the same for jqwik.
 */
public final class LiveHandlesExtension implements AfterAllCallback {
  @Override
  public void afterAll(ExtensionContext context) {
    check(context.getDisplayName());
  }

  /** Fails if a handle or a slab is open; names each. */
  static void check(String where) {
    assertWithMessage("open after %s; -Dcanter.leaks=true shows where they came from", where)
        .that(LiveHandles.describe())
        .isEmpty();
    assertWithMessage("handles of the native library after %s", where)
        .that(LiveHandles.nativeCount())
        .isEqualTo(0);
  }
}
