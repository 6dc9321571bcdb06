// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes configurations. */
public final class ConfigWriter {
  // a comment stands to the right of its setting, unless that is long
  private static final int WIDEST = 44;

  private ConfigWriter() {}

  /**
   * A record as YAML: every setting in the order of the components, each with what it means. Read
   * back, it resolves to an equal record, doubles to the same bits.
   *
   * @param config a record whose values are all in range
   * @return lines that end in a line feed, to be stored as UTF-8
   * @throws ConfigException if a value is out of range and could not be read back
   */
  public static String yaml(Record config) {
    ConfigSchema schema = ConfigSchema.of(config.getClass());
    Map<String, Object> values = schema.valuesOf(config, "to be written");
    StringBuilder out = new StringBuilder();
    write(out, schema.root(), values, "");
    return out.toString();
  }

  /**
   * What one record changes against another.
   *
   * @param <R> the record
   * @param base the one
   * @param other the other
   * @return a line "key: base -> other" for each setting that differs, in the components' order
   */
  public static <R extends Record> List<String> changes(R base, R other) {
    ConfigSchema schema = ConfigSchema.of(base.getClass());
    Map<String, Object> before = schema.valuesOf(base, "base");
    Map<String, Object> after = schema.valuesOf(other, "other");
    List<String> lines = new ArrayList<>();
    before.forEach(
        (key, value) -> {
          if (!value.equals(after.get(key))) {
            lines.add(key + ": " + ValueText.yaml(value) + " -> " + ValueText.yaml(after.get(key)));
          }
        });
    return lines;
  }

  private static void write(
      StringBuilder out, ConfigSection section, Map<String, Object> values, String indent) {
    int width = width(section, values);
    for (ConfigSection.Member member : section.members()) {
      String name = member.key().substring(member.key().lastIndexOf('.') + 1);
      if (member.section() != null) {
        line(out, indent + name + ":", 0, member.section().meaning());
        write(out, member.section(), values, indent + "  ");
      } else {
        String text = assignment(member, values);
        line(out, indent + text, indent.length() + width, comment(member.setting()));
      }
    }
  }

  /** The column of the comments: that of the longest setting which is not too long. */
  private static int width(ConfigSection section, Map<String, Object> values) {
    return section.members().stream()
        .filter(member -> member.section() == null)
        .mapToInt(member -> assignment(member, values).length())
        .filter(length -> length <= WIDEST)
        .max()
        .orElse(0);
  }

  private static String assignment(ConfigSection.Member member, Map<String, Object> values) {
    String name = member.key().substring(member.key().lastIndexOf('.') + 1);
    return name + ": " + ValueText.yaml(values.get(member.key()));
  }

  private static void line(StringBuilder out, String text, int width, String comment) {
    out.append(text);
    if (!comment.isEmpty()) {
      out.append(" ".repeat(Math.max(0, width - text.length()))).append("  # ").append(comment);
    }
    out.append('\n');
  }

  private static String comment(ConfigKey setting) {
    String notes =
        Stream.of(
                setting.symbol(),
                setting.unit(),
                setting.range(),
                String.join(" | ", setting.choices()))
            .filter(note -> !note.isEmpty())
            .collect(Collectors.joining("; "));
    return setting.meaning() + (notes.isEmpty() ? "" : " (" + notes + ")");
  }
}
