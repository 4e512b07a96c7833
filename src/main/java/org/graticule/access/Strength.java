package org.graticule.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.graticule.fault.Fault;

/**
 * Which actions ask for a strong way of signing in, and which ways are. Immutable. Programs are
 * measured by their tokens, and a token for such an action is made in a session that is strong.
 */
public final class Strength {
  private final Set<Way> strong;
  private final Set<Action> asking;

  private Strength(Set<Way> strong, Set<Action> asking) {
    this.strong = strong;
    this.asking = asking;
  }

  /**
   * @throws IllegalStateException where a name is none, listing those there are
   */
  public static Strength of(List<String> ways, List<String> actions) {
    return new Strength(
        named("signin.strong", Way.class, ways), named("signin.strong.for", Action.class, actions));
  }

  private static <E extends Enum<E>> Set<E> named(String key, Class<E> kind, List<String> names) {
    Set<E> found = EnumSet.noneOf(kind);
    for (String name : names) {
      found.add(
          Arrays.stream(kind.getEnumConstants())
              .filter(constant -> constant.name().equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      key
                          + ": \""
                          + name
                          + "\" is not one of "
                          + Arrays.toString(kind.getEnumConstants()))));
    }
    return found;
  }

  /** Whether an action needs a strong way at all. */
  public boolean asksFor(Action action) {
    return asking.contains(action);
  }

  public boolean strong(Session session) {
    return strong.contains(session.way());
  }

  /**
   * @throws Fault where one asks for more than the session is, naming the ways that are enough
   */
  public void require(Session session, Collection<Action> actions) {
    if (!strong(session) && actions.stream().anyMatch(asking::contains)) {
      throw new Fault(
              Fault.Kind.FORBIDDEN,
              "step-up-required",
              "This needs a stronger way of signing in.",
              Map.of("ways", strong.stream().map(Way::label).toList()))
          .deniedBy("strength");
    }
  }
}
