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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Markings of a world of 8 levels, 48 tokens and 3 groups of 20, against an oracle on bits. */
final class LargeWorldTest {
  private static final int LEVELS = 8;
  private static final int TOKENS = 48;
  private static final int GROUPS = 3;
  private static final int MEMBERS = 20;

  private final Random random = new Random(20_261_126);

  @Test
  void randomPairsAreDecidedAsTheBitsSay() {
    decide(300_000);
  }

  @Test
  @Tag("long")
  void tenMillionRandomPairsAreDecidedAsTheBitsSay() {
    decide(10_000_000);
  }

  /** Each marking and each holder is used with many others: making them is what takes time. */
  private void decide(int pairs) {
    int side = (int) Math.ceil(Math.sqrt(pairs));
    List<Bits> markings = new ArrayList<>();
    List<Bits> holders = new ArrayList<>();
    for (int i = 0; i < side; i++) {
      markings.add(new Bits(random.nextInt(LEVELS), few(TOKENS, 3), lists()));
      holders.add(new Bits(random.nextInt(LEVELS), many(TOKENS), held()));
    }
    int allowed = 0;
    for (Bits marking : markings) {
      Marking text = marking.marking();
      for (Bits holder : holders) {
        boolean expected = holder.sees(marking);
        if (text.dominatedBy(holder.level, holder.accesses()) != expected) {
          throw new AssertionError(text + " against " + holder.accesses());
        }
        allowed += expected ? 1 : 0;
      }
    }
    // Neither answer is rare, or the test would show little.
    assertThat(allowed / (double) side / side).isBetween(0.05, 0.95);
  }

  /** A marking, or somebody: what is wanted or held as bits. A list of no bits is no list. */
  private static final class Bits {
    private final int level;
    private final long tokens;
    private final long[] lists;
    private final Set<String> accesses = new HashSet<>();

    Bits(int level, long tokens, long[] lists) {
      this.level = level;
      this.tokens = tokens;
      this.lists = lists;
      names("T", tokens).forEach(accesses::add);
      for (int group = 0; group < GROUPS; group++) {
        accesses.addAll(names("G" + group + "-", lists[group]));
      }
    }

    Set<String> accesses() {
      return accesses;
    }

    Marking marking() {
      TreeMap<String, SortedSet<String>> groups = new TreeMap<>();
      for (int group = 0; group < GROUPS; group++) {
        if (lists[group] != 0) {
          groups.put("G" + group, new TreeSet<>(names("G" + group + "-", lists[group])));
        }
      }
      return new Marking(level, new TreeSet<>(names("T", tokens)), groups);
    }

    boolean sees(Bits marking) {
      boolean sees = level >= marking.level && (marking.tokens & ~tokens) == 0;
      for (int group = 0; group < GROUPS; group++) {
        sees &= marking.lists[group] == 0 || (marking.lists[group] & lists[group]) != 0;
      }
      return sees;
    }

    private static List<String> names(String prefix, long bits) {
      List<String> names = new ArrayList<>();
      for (int i = 0; i < Long.SIZE; i++) {
        if ((bits >> i & 1) == 1) {
          names.add(prefix + i);
        }
      }
      return names;
    }
  }

  private long[] lists() {
    long[] lists = new long[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
      lists[group] = random.nextBoolean() ? 0 : few(MEMBERS, 6);
    }
    return lists;
  }

  private long[] held() {
    long[] held = new long[GROUPS];
    for (int group = 0; group < GROUPS; group++) {
      held[group] = few(MEMBERS, 3);
    }
    return held;
  }

  private long few(int of, int most) {
    long bits = 0;
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      bits |= 1L << random.nextInt(of);
    }
    return bits;
  }

  /** Most of them. */
  private long many(int of) {
    return (random.nextLong() | random.nextLong() | random.nextLong()) & (1L << of) - 1;
  }
}
