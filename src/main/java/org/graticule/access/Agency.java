package org.graticule.access;

/**
 * A tenant, told by names: {@code anna@harbour} and {@code @pilots@harbour} belong to {@code
 * harbour}. Names without one belong to the house, which looks after all agencies. So no name of
 * one agency can be taken in another, and nobody learns from a refusal who else is there.
 */
public final class Agency {
  /** What may stand behind a name. */
  static final String SUFFIX = "(@[a-z0-9][a-z0-9-]{0,31})?";

  private Agency() {}

  /** The agency that an account or a group belongs to by its name; empty for the house. */
  public static String of(String name) {
    int at = name.indexOf('@', 1);
    return at < 0 ? "" : name.substring(at + 1);
  }

  /** Whether somebody of the one name may know that there is the other. */
  static boolean knows(String by, String name) {
    String own = of(by);
    return own.isEmpty() || own.equals(of(name));
  }
}
