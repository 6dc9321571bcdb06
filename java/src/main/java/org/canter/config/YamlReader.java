// SPDX-License-Identifier: Apache-2.0
package org.canter.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;

/**
 * Reads settings from the events of a YAML parser, so that nothing is built that was not asked for:
 * reading ends at the first thing that no configuration needs.
 */
final class YamlReader {
  private static final int DEEPEST = 8;
  private static final int LONGEST_KEY = 100;
  private static final int MOST_SETTINGS = 1000;
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final String source;
  private final Iterator<Event> events;
  private final Map<String, GivenValue> given = new LinkedHashMap<>();
  private final Map<String, Integer> lines = new HashMap<>();

  private YamlReader(String source, String text) {
    this.source = source;
    // the parser copies its window at each refill, so that a long token would cost its square
    LoadSettings settings =
        LoadSettings.builder().setLabel(source).setBufferSize(text.length() + 1024).build();
    events = new Parse(settings).parseString(text).iterator();
  }

  /** All settings of a text, by dotted key. */
  static Map<String, GivenValue> read(String source, String text) {
    YamlReader reader = new YamlReader(source, text);
    try {
      reader.documents();
    } catch (RuntimeException error) {
      throw YamlProblem.of(source, error);
    }
    return reader.given;
  }

  /** The elements of one list between brackets. */
  static List<GivenValue> list(String source, String text) {
    YamlReader reader = new YamlReader(source, text);
    try {
      reader.next(Event.ID.StreamStart);
      reader.next(Event.ID.DocumentStart);
      List<GivenValue> elements = reader.elements(reader.next(Event.ID.SequenceStart));
      reader.next(Event.ID.DocumentEnd);
      reader.next(Event.ID.StreamEnd);
      return elements;
    } catch (RuntimeException error) {
      throw YamlProblem.of(source, error);
    }
  }

  private void documents() {
    next(Event.ID.StreamStart);
    if (events.next().getEventId() == Event.ID.StreamEnd) {
      return;
    }
    Event root = events.next();
    check(root);
    if (root instanceof MappingStartEvent) {
      mapping("", 1);
    } else if (!(root instanceof ScalarEvent scalar && isEmpty(scalar))) {
      throw problem(
          root,
          "must be a mapping of settings such as \"seed: 1\", not "
              + (root instanceof ScalarEvent ? "a single value" : "a list"));
    }
    next(Event.ID.DocumentEnd);
    next(Event.ID.StreamEnd);
  }

  private Event next(Event.ID wanted) {
    Event event = events.next();
    if (event.getEventId() != wanted) {
      throw problem(
          event,
          event.getEventId() == Event.ID.DocumentStart
              ? "a second document begins; a configuration is one"
              : "must be one list such as [64, 64]");
    }
    return event;
  }

  /** What a configuration never needs and an attack does. */
  private void check(Event event) {
    if (event instanceof AliasEvent alias) {
      throw problem(event, "the alias *" + shown(alias) + " is not accepted; write the value");
    }
    if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
      throw problem(event, "the anchor &" + shown(node) + " is not accepted; leave it out");
    }
    Optional<String> tag = Optional.empty();
    if (event instanceof ScalarEvent scalar) {
      tag = scalar.getTag();
    } else if (event instanceof CollectionStartEvent collection) {
      tag = collection.getTag();
    }
    if (tag.isPresent()) {
      throw problem(event, "the tag " + ValueText.shown(tag.get()) + " is not accepted");
    }
  }

  private static String shown(NodeEvent node) {
    return ValueText.shown(node.getAnchor().map(Object::toString).orElse(""));
  }

  /** Reads up to the end of a mapping that has begun; returns whether there was anything in it. */
  private boolean mapping(String prefix, int depth) {
    boolean any = false;
    for (Event event = events.next();
        event.getEventId() != Event.ID.MappingEnd;
        event = events.next()) {
      String key = prefix + key(event);
      claim(key, event);
      Event value = events.next();
      check(value);
      value(key, value, depth);
      any = true;
    }
    return any;
  }

  private String key(Event event) {
    check(event);
    if (!(event instanceof ScalarEvent scalar)) {
      throw problem(event, "a key must be the name of a setting, not a list or a mapping");
    }
    String key = scalar.getValue();
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      throw problem(
          event,
          "a key has "
              + key.length()
              + " characters; the name of a setting has 1 to "
              + LONGEST_KEY);
    }
    return key;
  }

  private void claim(String key, Event event) {
    Integer earlier = lines.putIfAbsent(key, line(event));
    if (earlier != null) {
      throw problem(
          event, "\"" + ValueText.shown(key) + "\" is given twice, first in line " + earlier);
    }
    if (lines.size() > MOST_SETTINGS) {
      throw problem(event, "more than " + MOST_SETTINGS + " settings");
    }
  }

  private void value(String key, Event event, int depth) {
    String where = source + ", line " + line(event);
    if (event instanceof MappingStartEvent) {
      if (depth >= DEEPEST) {
        throw problem(event, "sections nest more than " + DEEPEST + " deep");
      }
      if (!mapping(key + ".", depth + 1)) {
        given.put(key, GivenValue.nothing(where));
      }
    } else if (event instanceof SequenceStartEvent) {
      given.put(key, GivenValue.list(elements(event), where));
    } else {
      given.put(key, scalar((ScalarEvent) event));
    }
  }

  private List<GivenValue> elements(Event start) {
    check(start);
    List<GivenValue> elements = new ArrayList<>();
    for (Event event = events.next();
        event.getEventId() != Event.ID.SequenceEnd;
        event = events.next()) {
      check(event);
      if (!(event instanceof ScalarEvent scalar) || isNothing(scalar)) {
        throw problem(event, "an element of a list must be a single value such as 64");
      }
      if (elements.size() == ConfigKey.LONGEST_LIST) {
        throw problem(event, "a list has more than " + ConfigKey.LONGEST_LIST + " elements");
      }
      elements.add(scalar(scalar));
    }
    return elements;
  }

  private GivenValue scalar(ScalarEvent event) {
    String where = source + ", line " + line(event);
    if (isNothing(event)) {
      return GivenValue.nothing(where);
    }
    GivenValue.Form form = event.isPlain() ? GivenValue.Form.PLAIN : GivenValue.Form.QUOTED;
    return GivenValue.scalar(form, event.getValue(), where);
  }

  private static boolean isNothing(ScalarEvent event) {
    return event.isPlain() && NULLS.contains(event.getValue());
  }

  /** A document of comments alone has an empty value. */
  private static boolean isEmpty(ScalarEvent event) {
    return event.isPlain() && event.getValue().isEmpty();
  }

  private static int line(Event event) {
    return event.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
  }

  private ConfigException problem(Event event, String what) {
    return YamlProblem.at(source, event.getStartMark(), what);
  }
}
