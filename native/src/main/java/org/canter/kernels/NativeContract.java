// SPDX-License-Identifier: Apache-2.0
package org.canter.kernels;

import org.canter.kernels.c.KernelsApi;

/**
 * Compares what the Java classes were compiled with against what the loaded library says. The codes
 * of the enums are the header's constants as JavaCPP parsed them; a library from other headers
 * would read them differently, so it is refused here instead of misbehaving later.
 */
final class NativeContract {
  private static final String[] STATUS_NAMES = {
    "CANTER_OK",
    "CANTER_NULL_POINTER",
    "CANTER_BAD_SHAPE",
    "CANTER_BAD_VALUE",
    "CANTER_NON_FINITE",
    "CANTER_ALIASED",
    "CANTER_TOO_SMALL",
    "CANTER_BAD_STATE",
    "CANTER_BUSY",
    "CANTER_OUT_OF_MEMORY",
    "CANTER_UNSUPPORTED",
    "CANTER_INTERNAL"
  };

  private NativeContract() {}

  /** Throws a KernelLoadException where the library and the classes disagree. */
  static void verify() {
    for (int status = 0; status < STATUS_NAMES.length; status++) {
      String name = NativeText.of(KernelsApi.canter_status_name(status));
      compare("canter_status_name(" + status + ")", STATUS_NAMES[status], name);
    }
    for (InstructionSet isa : InstructionSet.values()) {
      String name = NativeText.of(KernelsApi.canter_isa_name(isa.code()));
      compare("canter_isa_name(" + isa.code() + ")", isa.label(), name);
    }
  }

  /** Throws unless the library's answer is the one that the Java classes were written for. */
  static void compare(String expression, String expected, String actual) {
    if (!expected.equals(actual)) {
      throw new KernelLoadException(
          ("%s is %s but the Java classes expect %s: library and classes come from different "
                  + "builds; remove the cache folder (~/.javacpp/cache) and build both again with "
                  + "./canter test")
              .formatted(expression, actual, expected));
    }
  }
}
