// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import org.bytedeco.javacpp.Loader;
import org.canter.physics.c.PhysicsApi;

/** Loads our native physics library with libmujoco, and turns a failure into its reason. */
final class PhysicsLibrary {
  private PhysicsLibrary() {}

  /**
   * Loads the library; later calls cost a lookup.
   *
   * @throws PhysicsException if it cannot be loaded: platform wanted, the loader's error, remedy
   */
  static void load() {
    try {
      Loader.load(PhysicsApi.class);
    } catch (LinkageError error) {
      throw failure(Loader.getPlatform(), error);
    }
  }

  /** The exception for a loader's error on a platform. */
  static PhysicsException failure(String platform, LinkageError error) {
    return new PhysicsException(
        "the physics library for "
            + platform
            + " could not be loaded: "
            + error.getMessage()
            + "; put canter-physics with the classifier "
            + platform
            + " on the class path, or build it here with ./canter build",
        error);
  }
}
