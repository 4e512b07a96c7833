package org.graticule.label.rule;

/**
 * How fine labels may be drawn. Immutable.
 *
 * @param vertices most of one label, closing points included, >= 4
 * @param spacingPixels neighbouring vertices closer than this are reported, >= 0; at 0 only exact
 *     repeats are
 * @param spikeDegrees corners sharper than this are reported, 0..180
 * @param sliverPixels areas thinner than this on average are reported, >= 0
 * @param duplicateIou a label that covers as much of another of its class, by intersection over
 *     union, is reported; above 1 none is
 */
public record Limits(
    int vertices,
    double spacingPixels,
    double spikeDegrees,
    double sliverPixels,
    double duplicateIou) {
  public static final Limits USUAL = new Limits(100_000, 0, 2, 0.1, 0.9);

  public Limits {
    if (vertices < 4
        || spacingPixels < 0
        || !(spikeDegrees >= 0 && spikeDegrees <= 180)
        || !(sliverPixels >= 0 && duplicateIou > 0)) {
      throw new IllegalArgumentException(
          ("vertices %d (>= 4), spacing %s px (>= 0), spike %s degrees (0..180),"
                  + " sliver %s px (>= 0), duplicate %s (> 0)")
              .formatted(vertices, spacingPixels, spikeDegrees, sliverPixels, duplicateIou));
    }
  }
}
