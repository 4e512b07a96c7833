package org.graticule.access;

import java.util.List;

/**
 * Accounts that hold roles together.
 *
 * @param name begins with {@code @}, which no account's name does
 * @param members usernames, ascending
 */
public record Group(String name, List<String> members) {
  private static final String FORM = "@[a-z0-9][a-z0-9._-]{0,62}" + Agency.SUFFIX;

  public Group {
    members = List.copyOf(members);
  }

  /** Whether a holder of a role is a group by its name. */
  static boolean isNamed(String holder) {
    return holder.startsWith("@");
  }

  static boolean wellNamed(String name) {
    return name.matches(FORM);
  }
}
