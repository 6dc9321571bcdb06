// SPDX-License-Identifier: Apache-2.0
package org.canter.physics;

import java.util.OptionalInt;

/** A model was refused, by the check of what it refers to or by MuJoCo. */
public final class ModelException extends PhysicsException {
  private static final long serialVersionUID = 1L;

  /** The file that is at fault. */
  private final String file;

  /** Its line, from 1; 0 where it is not known. */
  private final int line;

  /**
   * Creates the exception.
   *
   * @param file the file of the model that is at fault, as the model names it
   * @param line its line, from 1; 0 where it is not known
   * @param reason what is wrong and the remedy
   */
  public ModelException(String file, int line, String reason) {
    this(file, line, reason, null);
  }

  /**
   * Creates the exception with what lies behind it.
   *
   * @param file the file of the model that is at fault, as the model names it
   * @param line its line, from 1; 0 where it is not known
   * @param reason what is wrong and the remedy
   * @param cause the error underneath, or null
   */
  public ModelException(String file, int line, String reason, Throwable cause) {
    super(file + (line > 0 ? ":" + line : "") + ": " + reason, cause);
    this.file = file;
    this.line = line;
  }

  /**
   * The file that is at fault.
   *
   * @return its name, as the model names it
   */
  public String file() {
    return file;
  }

  /**
   * The line that is at fault.
   *
   * @return from 1; empty where it is not known
   */
  public OptionalInt line() {
    return line > 0 ? OptionalInt.of(line) : OptionalInt.empty();
  }
}
