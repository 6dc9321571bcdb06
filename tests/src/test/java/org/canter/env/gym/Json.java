// SPDX-License-Identifier: Apache-2.0
package org.canter.env.gym;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the JSON of the golden models: maps, lists, texts without escapes, numbers as doubles. */
final class Json {
  private final String text;
  private int at;

  private Json(String text) {
    this.text = text;
  }

  static Map<?, ?> object(String text) {
    return (Map<?, ?>) new Json(text).value();
  }

  private Object value() {
    switch (peek()) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      default:
        return number();
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> out = new LinkedHashMap<>();
    take('{');
    while (peek() != '}') {
      String key = string();
      take(':');
      out.put(key, value());
      skip(',');
    }
    take('}');
    return out;
  }

  private List<Object> array() {
    List<Object> out = new ArrayList<>();
    take('[');
    while (peek() != ']') {
      out.add(value());
      skip(',');
    }
    take(']');
    return out;
  }

  private String string() {
    take('"');
    int end = text.indexOf('"', at);
    String out = text.substring(at, end);
    at = end + 1;
    return out;
  }

  private Double number() {
    int from = at;
    while ("+-.0123456789eE".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return Double.valueOf(text.substring(from, at));
  }

  private char peek() {
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return text.charAt(at);
  }

  private void skip(char wanted) {
    if (peek() == wanted) {
      at++;
    }
  }

  private void take(char wanted) {
    if (peek() != wanted) {
      throw new IllegalArgumentException("'" + wanted + "' is missing at character " + at);
    }
    at++;
  }
}
