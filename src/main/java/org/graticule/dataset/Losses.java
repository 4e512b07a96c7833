package org.graticule.dataset;

import java.util.List;
import java.util.TreeMap;

/**
 * Counts what a format could not carry or a recipe left out, so that nothing is dropped in silence.
 * Used by one thread.
 */
public final class Losses {
  private final TreeMap<String, Loss> byKey = new TreeMap<>();

  /**
   * One kind of loss.
   *
   * @param format name of the format
   * @param code stable, for programs
   * @param what for people
   * @param count how often
   */
  public record Loss(String format, String code, String what, long count) {}

  /** Adds to a kind of loss; nothing where there is none. */
  public void count(String format, String code, String what, long more) {
    if (more > 0) {
      byKey.merge(
          format + '/' + code,
          new Loss(format, code, what, more),
          (before, added) -> new Loss(format, code, what, before.count() + more));
    }
  }

  /** By format, then code. */
  public List<Loss> all() {
    return List.copyOf(byKey.values());
  }
}
