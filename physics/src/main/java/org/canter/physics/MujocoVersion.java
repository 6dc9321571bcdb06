// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import org.canter.physics.c.PhysicsApi;

/**
 * The version of MuJoCo that our native layer was compiled against and the one that is loaded.
 *
 * <p>MuJoCo's structs change between minor versions, so a record of two versions that differ in
 * more than the patch cannot be made.
 *
 * @param compiled version of the headers
 * @param loaded version of the library in this process
 */
public record MujocoVersion(Number compiled, Number loaded) {

  /**
   * A version number.
   *
   * @param major first part
   * @param minor second part
   * @param patch third part
   */
  public record Number(int major, int minor, int patch) {

    // three-digit parts, as newer releases count: 3004000 is 3.4.0
    private static final int WIDE = 1_000_000;

    /**
     * Reads a version as MuJoCo counts it.
     *
     * @param code such as 222 for 2.2.2, or 3004000 for 3.4.0
     * @return its three parts
     * @throws PhysicsException if the code is below 100
     */
    public static Number of(int code) {
      if (code < 100) {
        throw new PhysicsException(
            "MuJoCo version code = " + code + ", expected at least 100; is this libmujoco intact?");
      }
      if (code >= WIDE) {
        return new Number(code / WIDE, code / 1000 % 1000, code % 1000);
      }
      return new Number(code / 100, code / 10 % 10, code % 10);
    }

    @Override
    public String toString() {
      return major + "." + minor + "." + patch;
    }
  }

  /**
   * Pairs two versions.
   *
   * @param compiled version of the headers
   * @param loaded version of the library in this process
   * @throws PhysicsException if they differ in the major or the minor part
   */
  public MujocoVersion {
    if (compiled.major != loaded.major || compiled.minor != loaded.minor) {
      throw new PhysicsException(
          "libmujoco "
              + loaded
              + " is loaded, but this build was compiled against "
              + compiled
              + "; rebuild with MUJOCO_ROOT set to that library's folder, or remove it from"
              + " LD_LIBRARY_PATH so that the packed one is loaded");
    }
  }

  /**
   * Loads the native library, if it is not loaded yet, and asks it.
   *
   * @return both versions
   * @throws PhysicsException if the library cannot be loaded or the versions do not fit
   */
  public static MujocoVersion query() {
    PhysicsLibrary.load();
    return new MujocoVersion(
        Number.of(PhysicsApi.canterp_mujoco_version_compiled()),
        Number.of(PhysicsApi.canterp_mujoco_version_loaded()));
  }
}
