package org.graticule.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Every marking of a small world against everybody in it: 4 levels, 6 tokens and 16 release lists
 * (none, and each with a country in it) against 4 levels, 6 tokens and 4 countries. The server's
 * reckoning, the database's and a third by sums, which knows nothing of either.
 */
final class SmallWorldTest {
  private static final List<String> TOKENS =
      List.of("CEDAR", "LANTERN", "TIDEWAY", "QUARTZ", "HALCYON", "EMBER");
  private static final List<String> COUNTRIES = List.of("AVL", "BRZ", "CYN", "DRV");
  private static final int LEVELS = 4;
  private static final int MARKINGS = LEVELS * 64 * 16;
  private static final int HOLDERS = LEVELS * 64 * 4;

  private static AccessWorld world;
  private static UUID project;
  private static int[] markIds;

  @BeforeAll
  static void furnish() {
    world = new AccessWorld();
    project = world.project();
    markIds = new int[MARKINGS];
    MarkStore store = new MarkStore();
    world.furnishing.write(tx -> {
      for (int i = 0; i < MARKINGS; i++) {
        Marking marking = marking(i);
        store.insert(
            tx, marking, world.vocabulary.banner(marking), world.vocabulary.portion(marking));
      }
      return null;
    });
    world.epoch.refresh();
    world.furnishing.read(tx -> {
      TreeMap<String, Integer> byBanner = new TreeMap<>();
      store.all(tx).forEach(mark -> byBanner.put(mark.banner(), mark.id()));
      for (int i = 0; i < MARKINGS; i++) {
        markIds[i] = byBanner.get(world.vocabulary.banner(marking(i)));
      }
      return null;
    });
  }

  @AfterAll
  static void close() {
    world.close();
  }

  @Test
  void everyMarkingAgainstEverybodyIsDecidedAsTheSumsSay() {
    long pairs = 0;
    for (int holder = 0; holder < HOLDERS; holder++) {
      BitSet dominated = world.marks.dominated(level(holder), accesses(holder));
      for (int marking = 0; marking < MARKINGS; marking++) {
        if (dominated.get(markIds[marking]) != sums(marking, holder)) {
          throw new AssertionError(marking(marking) + " against holder " + holder);
        }
        pairs++;
      }
    }
    assertThat(pairs).isEqualTo(4_194_304);
  }

  @Test
  void theDatabaseShowsTheSameOfAHundredScenesToAHundredPeople() {
    Random random = new Random(20_261_126);
    int[] shown = random.ints(100, 0, MARKINGS).toArray();
    List<UUID> scenes = new ArrayList<>();
    for (int marking : shown) {
      scenes.add(world.scene(project, markIds[marking]));
    }
    for (int i = 0; i < 100; i++) {
      int holder = random.nextInt(HOLDERS);
      UUID account = world.account(level(holder), accesses(holder), null);
      world.grant(account, project, Role.VIEWER);
      Subject subject = world.sessions.onBehalfOf(account);
      Set<UUID> seen =
          Set.copyOf(
              world
                  .database
                  .as(subject)
                  .read(tx ->
                      tx.handle()
                          .createQuery("select id from content.scene")
                          .mapTo(UUID.class)
                          .list()));
      for (int j = 0; j < shown.length; j++) {
        assertThat(seen.contains(scenes.get(j)))
            .as("%s against holder %d", marking(shown[j]), holder)
            .isEqualTo(sums(shown[j], holder));
      }
    }
  }

  @Test
  @Tag("long")
  void theDatabaseWorksOutTheSameForEverybody() {
    for (int holder = 0; holder < HOLDERS; holder++) {
      UUID account = world.account(level(holder), accesses(holder), null);
      BitSet seen = new BitSet();
      world.furnishing.read(tx -> {
        tx.handle()
            .createQuery("select unnest(authz.marks_of(:account))")
            .bind("account", account)
            .mapTo(Integer.class)
            .forEach(seen::set);
        return null;
      });
      for (int marking = 0; marking < MARKINGS; marking++) {
        if (seen.get(markIds[marking]) != sums(marking, holder)) {
          throw new AssertionError(marking(marking) + " against holder " + holder);
        }
      }
    }
  }

  /** Digits: level, tokens, release list, the last one with 0 for no list. */
  private static Marking marking(int number) {
    TreeMap<String, SortedSet<String>> groups = new TreeMap<>();
    int list = number % 16;
    if (list > 0) {
      groups.put("REL TO", new TreeSet<>(chosen(COUNTRIES, list)));
    }
    return new Marking(number / 1024, new TreeSet<>(chosen(TOKENS, number / 16 % 64)), groups);
  }

  /** Digits: level, tokens, country. */
  private static int level(int holder) {
    return holder / 256;
  }

  private static Set<String> accesses(int holder) {
    Set<String> accesses = new TreeSet<>(chosen(TOKENS, holder / 4 % 64));
    accesses.add(COUNTRIES.get(holder % 4));
    return accesses;
  }

  /** The rule on the bare digits. */
  private static boolean sums(int marking, int holder) {
    int wanted = marking / 16 % 64;
    int held = holder / 4 % 64;
    int list = marking % 16;
    return holder / 256 >= marking / 1024
        && (wanted & ~held) == 0
        && (list == 0 || (list >> holder % 4 & 1) == 1);
  }

  private static List<String> chosen(List<String> all, int bits) {
    List<String> chosen = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if ((bits >> i & 1) == 1) {
        chosen.add(all.get(i));
      }
    }
    return chosen;
  }
}
