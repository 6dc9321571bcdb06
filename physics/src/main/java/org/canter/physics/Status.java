// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import static org.canter.physics.c.PhysicsApi.CANTERP_BAD_MODEL;
import static org.canter.physics.c.PhysicsApi.CANTERP_BAD_SHAPE;
import static org.canter.physics.c.PhysicsApi.CANTERP_BAD_STATE;
import static org.canter.physics.c.PhysicsApi.CANTERP_BAD_VALUE;
import static org.canter.physics.c.PhysicsApi.CANTERP_CAPACITY;
import static org.canter.physics.c.PhysicsApi.CANTERP_ENGINE;
import static org.canter.physics.c.PhysicsApi.CANTERP_INTERNAL;
import static org.canter.physics.c.PhysicsApi.CANTERP_NULL_POINTER;
import static org.canter.physics.c.PhysicsApi.CANTERP_OK;
import static org.canter.physics.c.PhysicsApi.CANTERP_OUT_OF_MEMORY;

import java.nio.charset.StandardCharsets;
import org.bytedeco.javacpp.BytePointer;
import org.canter.physics.c.PhysicsApi;

/** The one place where a status of the C API becomes an exception. */
final class Status {
  private Status() {}

  /** Returns if the status is CANTERP_OK, otherwise throws with the library's last text. */
  static void check(int status) {
    if (status != CANTERP_OK) {
      throw exception(status, lastError());
    }
  }

  /** The exception for a status that is not CANTERP_OK. */
  static PhysicsException exception(int status, String text) {
    return switch (status) {
      case CANTERP_NULL_POINTER, CANTERP_BAD_SHAPE, CANTERP_BAD_VALUE ->
          new PhysicsArgumentException(text);
      case CANTERP_BAD_MODEL -> new ModelException("model", 0, text);
      case CANTERP_ENGINE -> new EngineException(text);
      case CANTERP_CAPACITY -> new CapacityException(text);
      case CANTERP_BAD_STATE -> new PhysicsStateException(text);
      case CANTERP_OUT_OF_MEMORY -> new PhysicsMemoryException(text);
      case CANTERP_INTERNAL -> new PhysicsInternalException(text);
      default ->
          new PhysicsInternalException(
              "status "
                  + status
                  + " is unknown to the Java classes, which are of another build than"
                  + " the native library; rebuild both: "
                  + text);
    };
  }

  /** The text of the last refusal on this thread. */
  static String lastError() {
    return text(PhysicsApi.canterp_last_error());
  }

  /** A copy of a NUL-terminated UTF-8 text of the native library; empty for null. */
  static String text(BytePointer text) {
    if (text == null || text.isNull()) {
      return "";
    }
    // a limit would make JavaCPP copy to the limit instead of to the NUL
    return new String(text.limit(0).getStringBytes(), StandardCharsets.UTF_8);
  }

  /** A native copy of a text, to be closed; the default would be the platform's encoding. */
  static BytePointer bytes(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new PhysicsArgumentException("text with a NUL character: names have none");
    }
    return new BytePointer(text, StandardCharsets.UTF_8);
  }
}
