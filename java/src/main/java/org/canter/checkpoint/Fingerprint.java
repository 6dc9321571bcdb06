// SPDX-License-Identifier: Apache-2.0
package org.canter.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the bits of a run depend on besides its configuration and its seed: named facts about the
 * machine and the libraries. Where two differ, a run that goes on from a checkpoint need not end in
 * the bytes that it would have ended in where it began.
 *
 * @param facts what is known by name, in the order of reading; a fact that is not there counts as
 *     "none"
 */
public record Fingerprint(Map<String, String> facts) {
  private static final String HEAD = "canter fingerprint 1";
  private static final String NONE = "none";
  private static final String GPU = "gpu";
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9 _-]{0,49}");
  // a line of text: no line breaks and no other control characters
  private static final Pattern VALUE = Pattern.compile("[^\\p{Cntrl}]{1,1000}");

  /**
   * Copies the facts.
   *
   * @param facts what is known by name, in the order of reading
   * @throws CheckpointException if a name or a value is not one line of text
   */
  public Fingerprint {
    facts.forEach(Fingerprint::require);
    facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
  }

  /**
   * Asks this machine, and loads the native libraries if they are not loaded yet. It says nothing
   * of a GPU.
   *
   * @return its facts
   */
  public static Fingerprint ofThisMachine() {
    return new Fingerprint(MachineFacts.all());
  }

  /**
   * The same facts and those of a GPU that computes.
   *
   * @param model what the driver calls it; null if no GPU is used
   * @param driver the driver's version; null if no GPU is used
   * @return another fingerprint
   */
  public Fingerprint withGpu(String model, String driver) {
    Map<String, String> more = new LinkedHashMap<>(facts);
    more.put(GPU, model == null ? NONE : MachineFacts.line(model));
    more.put("gpu driver", driver == null ? NONE : MachineFacts.line(driver));
    return new Fingerprint(more);
  }

  /**
   * Whether a GPU computed.
   *
   * @return true for facts of {@link #withGpu} with a model
   */
  public boolean hasGpu() {
    return !facts.getOrDefault(GPU, NONE).equals(NONE);
  }

  /**
   * The facts as lines of text.
   *
   * @return an entry of a checkpoint
   */
  public byte[] toBytes() {
    StringBuilder text = new StringBuilder(HEAD).append('\n');
    facts.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads what {@link #toBytes()} gave.
   *
   * @param bytes an entry of a checkpoint
   * @return its facts
   * @throws CheckpointException if the bytes are something else
   */
  public static Fingerprint parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(HEAD) || !lines[lines.length - 1].isEmpty()) {
      throw new CheckpointException(
          "a fingerprint of %s bytes is not \"%s\" and whole lines; did another version save it?"
              .formatted(bytes.length, HEAD));
    }
    Map<String, String> facts = new LinkedHashMap<>();
    for (String line : List.of(lines).subList(1, lines.length - 1)) {
      int colon = line.indexOf(": ");
      if (colon < 0 || facts.put(line.substring(0, colon), line.substring(colon + 2)) != null) {
        throw new CheckpointException(
            "the line \"%s\" of a fingerprint is not a name, a colon and a value, or a second one"
                .formatted(MachineFacts.line(line)));
      }
    }
    return new Fingerprint(facts);
  }

  /**
   * Compares the machine at hand with another.
   *
   * @param other the machine that a message calls "there", such as that of a checkpoint
   * @return one line for each fact that differs, such as "instruction set: avx2 there, plain here";
   *     none if the bits will be the same
   */
  public List<String> differences(Fingerprint other) {
    Set<String> names = new LinkedHashSet<>(facts.keySet());
    names.addAll(other.facts.keySet());
    List<String> lines = new ArrayList<>();
    for (String name : names) {
      String here = facts.getOrDefault(name, NONE);
      String there = other.facts.getOrDefault(name, NONE);
      if (!here.equals(there)) {
        lines.add("%s: %s there, %s here".formatted(name, there, here));
      }
    }
    return lines;
  }

  private static void require(String name, String value) {
    if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches()) {
      throw new CheckpointException(
          "the fact \"%s\" = \"%s\" of a fingerprint, expected one line of text each"
              .formatted(MachineFacts.line(name), MachineFacts.line(value)));
    }
  }
}
