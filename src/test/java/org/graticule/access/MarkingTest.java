package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Markings form a lattice, and dominance says what the rule in words says. */
final class MarkingTest {
  private static final List<String> TOKENS = List.of("CEDAR", "LANTERN", "TIDEWAY");
  private static final List<String> COUNTRIES = List.of("AVL", "BRZ", "CYN");
  private static final String GROUP = "REL TO";
  private static final int LEVELS = 3;

  private final Random random = new Random(20_261_122);

  @Test
  void joinIsCommutativeAssociativeAndIdempotent() {
    for (int i = 0; i < 20_000; i++) {
      Marking a = any();
      Marking b = any();
      Marking c = any();
      assertThat(a.join(b)).isEqualTo(b.join(a));
      assertThat(a.join(b).join(c)).isEqualTo(a.join(b.join(c)));
      assertThat(a.join(a)).isEqualTo(a);
    }
  }

  /** With one country a person, "some country of both lists" and "of their intersection" agree. */
  @Test
  void whoeverSeesAJoinSeesBothPartsAndTheOtherWayRound() {
    List<Marking> markings = everyMarking();
    List<Holder> holders = everyHolderOfAtMostOneCountry();
    for (int i = 0; i < 50_000; i++) {
      Marking a = markings.get(random.nextInt(markings.size()));
      Marking b = markings.get(random.nextInt(markings.size()));
      Holder holder = holders.get(random.nextInt(holders.size()));
      assertThat(holder.sees(a.join(b)))
          .as("%s of %s and %s", holder, a, b)
          .isEqualTo(holder.sees(a) && holder.sees(b));
    }
  }

  @Test
  void joinNeverShowsWhatAPartHides() {
    for (int i = 0; i < 50_000; i++) {
      Marking a = any();
      Marking b = any();
      Holder holder = new Holder(random.nextInt(LEVELS), some(TOKENS, COUNTRIES));
      if (holder.sees(a.join(b))) {
        assertThat(holder.sees(a) && holder.sees(b)).as("%s of %s and %s", holder, a, b).isTrue();
      }
    }
  }

  @Test
  void dominanceIsWhatTheRuleSaysForEveryPairOfASmallWorld() {
    int pairs = 0;
    int seen = 0;
    for (Marking marking : everyMarking()) {
      for (int level = 0; level < LEVELS; level++) {
        for (Set<String> tokens : subsets(TOKENS)) {
          for (Set<String> countries : subsets(COUNTRIES)) {
            Set<String> accesses = new HashSet<>(tokens);
            accesses.addAll(countries);
            boolean expected = oracle(marking, level, accesses);
            assertThat(marking.dominatedBy(level, accesses))
                .as("%s of level %d with %s", marking, level, accesses)
                .isEqualTo(expected);
            pairs++;
            seen += expected ? 1 : 0;
          }
        }
      }
    }
    // 3 levels x 8 token sets x 9 release lists against 3 levels x 8 token sets x 8 country sets.
    assertThat(pairs).isEqualTo(3 * 8 * 9 * 3 * 8 * 8);
    // Levels meet in 6 pairs of 9, tokens in 3^3 of 8^2, lists in 8^2 - 3^3, and no list in 8.
    assertThat(seen).isEqualTo(6 * 27 * (8 + 64 - 27));
  }

  @Test
  void anotherAccessNeverHidesAndAnotherTokenNeverShows() {
    for (int i = 0; i < 50_000; i++) {
      Marking marking = any();
      Holder holder = new Holder(random.nextInt(LEVELS), some(TOKENS, COUNTRIES));
      Set<String> more = new HashSet<>(holder.accesses());
      more.add(pick(random.nextBoolean() ? TOKENS : COUNTRIES));
      TreeSet<String> stricter = new TreeSet<>(marking.required());
      stricter.add(pick(TOKENS));
      if (holder.sees(marking)) {
        assertThat(marking.dominatedBy(holder.level(), more)).isTrue();
      } else {
        assertThat(holder.sees(new Marking(marking.level(), stricter, marking.anyOf()))).isFalse();
      }
    }
  }

  @Test
  void anEmptyReleaseListIsSeenByNobody() {
    Marking avl = new Marking(0, new TreeSet<>(), released("AVL"));
    Marking brz = new Marking(0, new TreeSet<>(), released("BRZ"));
    assertThat(avl.join(brz).dominatedBy(LEVELS, Set.of("AVL", "BRZ", "CEDAR"))).isFalse();
  }

  @Test
  void aMarkingKeepsNoHandOnTheSetsItWasMadeFrom() {
    TreeSet<String> required = new TreeSet<>(Set.of("CEDAR"));
    TreeMap<String, SortedSet<String>> groups = released("AVL");
    Marking marking = new Marking(1, required, groups);
    required.clear();
    groups.get(GROUP).clear();
    assertThat(marking.dominatedBy(1, Set.of("AVL"))).isFalse();
    assertThat(marking.dominatedBy(1, Set.of("AVL", "CEDAR"))).isTrue();
  }

  private record Holder(int level, Set<String> accesses) {
    boolean sees(Marking marking) {
      return marking.dominatedBy(level, accesses);
    }
  }

  /** The rule as written for people, one condition after the other. */
  private static boolean oracle(Marking marking, int level, Set<String> accesses) {
    if (level < marking.level()) {
      return false;
    }
    for (String token : TOKENS) {
      if (marking.required().contains(token) && !accesses.contains(token)) {
        return false;
      }
    }
    if (!marking.anyOf().containsKey(GROUP)) {
      return true;
    }
    for (String country : COUNTRIES) {
      if (marking.anyOf().get(GROUP).contains(country) && accesses.contains(country)) {
        return true;
      }
    }
    return false;
  }

  private static List<Marking> everyMarking() {
    List<Marking> all = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      for (Set<String> tokens : subsets(TOKENS)) {
        all.add(new Marking(level, new TreeSet<>(tokens), new TreeMap<>()));
        for (Set<String> countries : subsets(COUNTRIES)) {
          all.add(
              new Marking(
                  level, new TreeSet<>(tokens), released(countries.toArray(String[]::new))));
        }
      }
    }
    return all;
  }

  private static List<Holder> everyHolderOfAtMostOneCountry() {
    List<Holder> all = new ArrayList<>();
    for (int level = 0; level < LEVELS; level++) {
      for (Set<String> tokens : subsets(TOKENS)) {
        all.add(new Holder(level, tokens));
        for (String country : COUNTRIES) {
          Set<String> accesses = new HashSet<>(tokens);
          accesses.add(country);
          all.add(new Holder(level, accesses));
        }
      }
    }
    return all;
  }

  private static List<Set<String>> subsets(List<String> all) {
    List<Set<String>> subsets = new ArrayList<>();
    for (int bits = 0; bits < 1 << all.size(); bits++) {
      Set<String> subset = new HashSet<>();
      for (int i = 0; i < all.size(); i++) {
        if ((bits >> i & 1) == 1) {
          subset.add(all.get(i));
        }
      }
      subsets.add(subset);
    }
    return subsets;
  }

  private static TreeMap<String, SortedSet<String>> released(String... countries) {
    TreeMap<String, SortedSet<String>> groups = new TreeMap<>();
    groups.put(GROUP, new TreeSet<>(List.of(countries)));
    return groups;
  }

  private Marking any() {
    return new Marking(
        random.nextInt(LEVELS),
        new TreeSet<>(some(TOKENS, List.of())),
        random.nextInt(3) == 0
            ? new TreeMap<>()
            : released(some(COUNTRIES, List.of()).toArray(String[]::new)));
  }

  private Set<String> some(List<String> these, List<String> those) {
    Set<String> some = new HashSet<>();
    these.stream().filter(t -> random.nextBoolean()).forEach(some::add);
    those.stream().filter(t -> random.nextBoolean()).forEach(some::add);
    return some;
  }

  private String pick(List<String> all) {
    return all.get(random.nextInt(all.size()));
  }
}
