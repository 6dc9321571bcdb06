// SPDX-License-Identifier: Apache-2.0
package org.canter.io;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Results for programs: maps, lists, texts, numbers, truths and null as JSON, indented. */
public final class Json {
  private Json() {}

  /**
   * The text of a value; maps keep their order, numbers that JSON lacks become null.
   *
   * @param value maps, lists, texts, numbers, truths or null
   * @return JSON, indented
   */
  public static String text(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, value, "");
    return out.toString();
  }

  private static void write(StringBuilder out, Object value, String indent) {
    if (value instanceof Map<?, ?> map) {
      writeMap(out, map, indent);
    } else if (value instanceof List<?> list) {
      writeList(out, list, indent);
    } else if (value instanceof Number number) {
      out.append(Double.isFinite(number.doubleValue()) ? number.toString() : "null");
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else {
      quote(out, value.toString());
    }
  }

  private static void writeMap(StringBuilder out, Map<?, ?> map, String indent) {
    String deeper = indent + "  ";
    out.append('{');
    for (Iterator<? extends Map.Entry<?, ?>> all = map.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<?, ?> entry = all.next();
      out.append('\n').append(deeper);
      quote(out, entry.getKey().toString());
      out.append(": ");
      write(out, entry.getValue(), deeper);
      out.append(all.hasNext() ? "," : "\n" + indent);
    }
    out.append('}');
  }

  private static void writeList(StringBuilder out, List<?> list, String indent) {
    // numbers stay on one line
    boolean deep = !list.isEmpty() && list.get(0) instanceof Map;
    String deeper = indent + "  ";
    out.append('[');
    for (Iterator<?> all = list.iterator(); all.hasNext(); ) {
      out.append(deep ? "\n" + deeper : "");
      write(out, all.next(), deeper);
      out.append(all.hasNext() ? (deep ? "," : ", ") : (deep ? "\n" + indent : ""));
    }
    out.append(']');
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
