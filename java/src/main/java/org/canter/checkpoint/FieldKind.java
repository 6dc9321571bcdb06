// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

/** What a field of an entry holds. */
enum FieldKind {
  LONG('l', "a long"),
  DOUBLE('d', "a double"),
  BYTES('b', "bytes"),
  DOUBLES('v', "doubles"),
  SLAB('s', "a slab");

  /** "CTS" and the version of the layout. */
  static final int MAGIC = 0x43_54_53_01;

  /** The longest name in bytes. */
  static final int LONGEST_NAME = 255;

  /** The letter before the field. */
  final byte code;

  /** For messages. */
  final String description;

  FieldKind(char code, String description) {
    this.code = (byte) code;
    this.description = description;
  }

  /** What a letter stands for, for messages; it may be anything. */
  static String describe(byte code) {
    for (FieldKind kind : values()) {
      if (kind.code == code) {
        return kind.description;
      }
    }
    return "a field of unknown kind " + (code & 0xff);
  }
}
