package org.graticule.access;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a reader must have: at least a level, all of the required tokens, and one token of every
 * group. Immutable; a lattice under {@link #join}.
 *
 * @param level index into the vocabulary's levels, 0 is the lowest
 * @param required tokens a reader must all have
 * @param anyOf by group name, the tokens of which a reader must have at least one; an empty set is
 *     met by nobody
 */
public record Marking(
    int level, SortedSet<String> required, SortedMap<String, SortedSet<String>> anyOf) {

  public Marking {
    required = Collections.unmodifiableSortedSet(new TreeSet<>(required));
    SortedMap<String, SortedSet<String>> copy = new TreeMap<>();
    anyOf.forEach((group, tokens) ->
        copy.put(group, Collections.unmodifiableSortedSet(new TreeSet<>(tokens))));
    anyOf = Collections.unmodifiableSortedMap(copy);
  }

  /** Whether somebody of this level with these accesses may see what is marked so. */
  public boolean dominatedBy(int holderLevel, Set<String> accesses) {
    return holderLevel >= level
        && accesses.containsAll(required)
        && anyOf.values().stream().allMatch(tokens -> tokens.stream().anyMatch(accesses::contains));
  }

  /**
   * The least marking that protects both: highest level, all tokens, and in each group only what
   * both allow.
   */
  public Marking join(Marking other) {
    TreeSet<String> tokens = new TreeSet<>(required);
    tokens.addAll(other.required);
    TreeMap<String, SortedSet<String>> groups = new TreeMap<>(anyOf);
    for (Map.Entry<String, SortedSet<String>> theirs : other.anyOf.entrySet()) {
      groups.merge(
          theirs.getKey(),
          theirs.getValue(),
          (a, b) -> {
            TreeSet<String> both = new TreeSet<>(a);
            both.retainAll(b);
            return both;
          });
    }
    return new Marking(Math.max(level, other.level), tokens, groups);
  }
}
