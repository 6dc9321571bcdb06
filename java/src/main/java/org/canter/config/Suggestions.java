// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Which known name somebody probably meant. */
public final class Suggestions {
  // beyond this a comparison costs more than the hint is worth
  private static final int LONGEST = 200;

  private Suggestions() {}

  /**
   * The known name that is closest to another, if any is close: at most two edits away, or a third
   * of the length. Upper and lower case, and hyphens and underscores, count as the same.
   *
   * @param wanted what was asked for
   * @param known the names that there are; of equally close ones the first is taken
   * @return the closest, or nothing
   */
  public static Optional<String> closest(String wanted, Collection<String> known) {
    String plain = plain(wanted);
    return least(wanted, known, name -> edits(plain, plain(name)));
  }

  /**
   * The same for dotted keys, of which people leave out the sections.
   *
   * @param wanted what was asked for
   * @param known the keys that there are
   * @return the closest, or nothing
   */
  public static Optional<String> closestKey(String wanted, Collection<String> known) {
    String plain = plain(wanted);
    // a key that is right but for its section is as close as can be
    return least(
        wanted,
        known,
        key -> Math.min(edits(plain, plain(key)), edits(last(plain), plain(last(key)))));
  }

  /**
   * How many insertions, deletions and exchanges of letters lead from one text to another.
   *
   * @param from a text
   * @param to another
   * @return the least number of edits
   */
  public static int edits(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int exchange = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(exchange, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[row.length - 1];
  }

  private static Optional<String> least(
      String wanted, Collection<String> known, ToIntFunction<String> distance) {
    if (wanted.length() > LONGEST) {
      return Optional.empty();
    }
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int edits = distance.applyAsInt(name);
      if (edits < least) {
        least = edits;
        best = name;
      }
    }
    // a name of which every letter was exchanged is no hint
    int length = last(wanted).length();
    boolean close = least == 0 || least < length && least <= Math.max(2, length / 3);
    return close ? Optional.ofNullable(best) : Optional.empty();
  }

  private static String last(String key) {
    return key.substring(key.lastIndexOf('.') + 1);
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }
}
