// SPDX-License-Identifier: Apache-2.0
package org.canter.env;

import java.util.Collection;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.canter.env.gym.GymTasks;
import org.canter.env.paper.PaperTasks;
import org.canter.env.tiny.TinyWorlds;

/** Environments by id. Not for use by several threads while environments are registered. */
public final class EnvironmentRegistry {
  private final Map<String, EnvironmentFactory> factories = new TreeMap<>();

  /** Creates an empty registry. */
  public EnvironmentRegistry() {}

  /**
   * All environments of Canter, and those of every {@link EnvironmentProvider} on the class path.
   *
   * @return a new registry
   */
  public static EnvironmentRegistry standard() {
    EnvironmentRegistry registry = new EnvironmentRegistry();
    GymTasks.all().forEach(registry::register);
    PaperTasks.all().forEach(registry::register);
    TinyWorlds.all().forEach(registry::register);
    try {
      for (EnvironmentProvider provider : ServiceLoader.load(EnvironmentProvider.class)) {
        provider.environments().forEach(registry::register);
      }
    } catch (ServiceConfigurationError error) {
      throw new EnvironmentException(
          "a provider of environments cannot be loaded: "
              + error.getMessage()
              + "; correct META-INF/services/"
              + EnvironmentProvider.class.getName(),
          error);
    }
    return registry;
  }

  /**
   * Makes an environment known.
   *
   * @param factory its factory
   * @return this
   * @throws EnvironmentException if the id is taken
   */
  public EnvironmentRegistry register(EnvironmentFactory factory) {
    if (factories.putIfAbsent(factory.id(), factory) != null) {
      throw new EnvironmentException(
          "environment " + factory.id() + " is registered already; give yours another id");
    }
    return this;
  }

  /**
   * Finds an environment.
   *
   * @param id its id
   * @return its factory
   * @throws EnvironmentException if there is none, with the id that comes closest
   */
  public EnvironmentFactory find(String id) {
    EnvironmentFactory factory = factories.get(id);
    if (factory == null) {
      throw new EnvironmentException("unknown environment \"" + id + "\"" + remedy(id));
    }
    return factory;
  }

  /**
   * All environments.
   *
   * @return factories in the order of their ids; a view
   */
  public Collection<EnvironmentFactory> all() {
    return Collections.unmodifiableCollection(factories.values());
  }

  private String remedy(String id) {
    String wanted = id.toLowerCase(Locale.ROOT);
    String best = null;
    int least = Integer.MAX_VALUE;
    for (String known : factories.keySet()) {
      String lower = known.toLowerCase(Locale.ROOT);
      // people leave out the family or the version
      String name = lower.substring(lower.indexOf('/') + 1);
      String bare = name.replaceAll("-v\\d+$", "");
      int distance =
          Math.min(edits(wanted, lower), Math.min(edits(wanted, name), edits(wanted, bare)));
      if (distance < least) {
        least = distance;
        best = known;
      }
    }
    boolean close = best != null && least <= Math.max(2, id.length() / 2);
    return close
        ? "; did you mean " + best + "? canter envs lists all"
        : "; canter envs lists those that there are";
  }

  /** How many insertions, deletions and exchanges of letters lead from one text to another. */
  private static int edits(String from, String to) {
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
}
