package org.graticule.label.geojson;

import org.graticule.fault.Fault;

/**
 * What one request may ask a reader to hold. Spent as the text streams by, so that a hostile body
 * is refused long before it is in memory. One per request; used by one thread.
 */
public final class Budget {
  private final Limits limits;
  private int features;
  private int vertices;

  /**
   * @param depth nested objects and arrays
   * @param features features or operations a request
   * @param vertices positions a request
   * @param ringVertices positions a ring
   */
  public record Limits(int depth, int features, int vertices, int ringVertices) {
    public static final Limits USUAL = new Limits(32, 5_000, 400_000, 120_000);

    /** For projects that draw larger rings. */
    public Limits withRingVertices(int most) {
      return new Limits(depth, features, vertices, most);
    }
  }

  public Budget(Limits limits) {
    this.limits = limits;
  }

  int depth() {
    return limits.depth();
  }

  public void spendFeature() {
    if (++features > limits.features()) {
      throw Fault.tooLarge(
          "too-many-features",
          "The request holds more than the %d features allowed.".formatted(limits.features()));
    }
  }

  /** How much was spent on positions; for {@link #giveBack}. */
  int vertices() {
    return vertices;
  }

  /** What was read since is not kept. */
  void giveBack(int spentBefore) {
    vertices = spentBefore;
  }

  /**
   * Counts a position, or a ring without any.
   *
   * @param inRing positions of the ring so far
   */
  void spendVertex(int inRing) {
    if (++vertices > limits.vertices()) {
      throw Fault.tooLarge(
          "too-many-vertices",
          "The request holds more than the %d vertices allowed.".formatted(limits.vertices()));
    }
    if (inRing > limits.ringVertices()) {
      throw Fault.tooLarge(
          "too-many-vertices",
          "A ring has more than the %d vertices allowed.".formatted(limits.ringVertices()));
    }
  }
}
