// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import java.nio.ByteBuffer;

/** The types of elements that are read and written; all little-endian. */
public enum NpyType {
  /** float64 */
  F64("<f8", 8) {
    @Override
    double get(ByteBuffer data, int index) {
      return data.getDouble(index * 8);
    }
  },
  /** float32 */
  F32("<f4", 4) {
    @Override
    double get(ByteBuffer data, int index) {
      return data.getFloat(index * 4);
    }
  },
  /** int64 */
  I64("<i8", 8) {
    @Override
    double get(ByteBuffer data, int index) {
      return data.getLong(index * 8);
    }
  },
  /** int32 */
  I32("<i4", 4) {
    @Override
    double get(ByteBuffer data, int index) {
      return data.getInt(index * 4);
    }
  },
  /** uint8 */
  U8("|u1", 1) {
    @Override
    double get(ByteBuffer data, int index) {
      return data.get(index) & 0xff;
    }
  },
  /** bool, a byte of 0 or 1 */
  BOOL("|b1", 1) {
    @Override
    double get(ByteBuffer data, int index) {
      return data.get(index) == 0 ? 0 : 1;
    }
  };

  private final String descr;
  private final int bytes;

  NpyType(String descr, int bytes) {
    this.descr = descr;
    this.bytes = bytes;
  }

  /**
   * NumPy's name for the type.
   *
   * @return such as {@code <f8}
   */
  public String descr() {
    return descr;
  }

  /**
   * The size of an element.
   *
   * @return bytes
   */
  public int bytes() {
    return bytes;
  }

  /** An element, widened. */
  abstract double get(ByteBuffer data, int index);

  /** The type that NumPy calls so, or null. */
  static NpyType of(String descr) {
    for (NpyType type : values()) {
      if (type.descr.equals(descr)) {
        return type;
      }
    }
    return null;
  }
}
