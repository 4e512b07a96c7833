package org.graticule.access;

import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.graticule.db.Database;
import org.graticule.db.Tx;

/**
 * The interned markings, in memory. Thread-safe; new rows of other nodes arrive by {@link #reload}.
 */
public final class Marks {
  private final Vocabulary vocabulary;
  private final MarkStore store = new MarkStore();
  private volatile Map<Integer, Mark> byId = Map.of();
  private volatile Map<String, Mark> byBanner = Map.of();

  private Marks(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /**
   * Reads every mark, makes the lowest one if it is not there yet, and tells the database the order
   * of the levels.
   */
  public static Marks open(Vocabulary vocabulary, Database database) {
    Marks marks = new Marks(vocabulary);
    database
        .registry()
        .write(tx -> {
          marks.store.setLevels(tx, vocabulary.levels());
          marks.intern(tx, vocabulary.lowest());
          return null;
        });
    database.read(tx -> {
      marks.reload(tx);
      return null;
    });
    return marks;
  }

  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /** The mark of a marking, made if it is new. A new mark moves the policy epoch. */
  public Mark intern(Tx tx, Marking marking) {
    String banner = vocabulary.banner(marking);
    Mark known = byBanner.get(banner);
    if (known != null) {
      return known;
    }
    store.insert(tx, marking, banner, vocabulary.portion(marking));
    // Read back in the same transaction; not kept in memory before it is committed.
    return store.all(tx).stream().filter(m -> m.banner().equals(banner)).findFirst().orElseThrow();
  }

  /** Whether this is the mark that everybody dominates. */
  public boolean isLowest(int id) {
    Mark mark = byId.get(id);
    return mark != null && mark.marking().equals(vocabulary.lowest());
  }

  /** Whether whoever may see this marking may see the mark; not where the mark is unknown. */
  public boolean isWithin(int id, Marking ceiling) {
    Mark mark = byId.get(id);
    return mark != null && mark.marking().join(ceiling).equals(ceiling);
  }

  /** The mark with this number, which is in the database. */
  public Mark get(Tx tx, int id) {
    Mark known = byId.get(id);
    if (known != null) {
      return known;
    }
    return store.all(tx).stream().filter(m -> m.id() == id).findFirst().orElseThrow();
  }

  void reload(Tx tx) {
    List<Mark> all = store.all(tx);
    byId = all.stream().collect(Collectors.toUnmodifiableMap(Mark::id, m -> m));
    byBanner = all.stream().collect(Collectors.toUnmodifiableMap(Mark::banner, m -> m));
  }

  /** The numbers of the marks that somebody may see. */
  BitSet dominated(int level, Set<String> accesses) {
    BitSet bits = new BitSet();
    for (Mark mark : byId.values()) {
      if (mark.marking().dominatedBy(level, accesses)) {
        bits.set(mark.id());
      }
    }
    return bits;
  }

  /** Marks a subject may see, lowest first. */
  public List<Mark> visibleTo(Subject subject) {
    return byId.values().stream()
        .filter(mark -> subject.dominates(mark.id()))
        .sorted(
            Comparator.comparingInt((Mark m) -> m.marking().level()).thenComparing(Mark::banner))
        .toList();
  }
}
