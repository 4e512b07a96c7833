package org.graticule.label.rule;

import org.jspecify.annotations.Nullable;

/**
 * How labels of a class keep apart from those of another. Immutable.
 *
 * @param other number of the other class, which may be the same; null for any
 * @param mostOverlap part of the smaller of the two that may be covered by the other, 0..1
 * @param gapPixels a gap narrower than this is reported, >= 0
 * @param sharedEdges whether they may run along each other
 */
public record Apart(
    @Nullable Integer other, double mostOverlap, double gapPixels, boolean sharedEdges) {
  public Apart {
    if (!(mostOverlap >= 0 && mostOverlap <= 1 && gapPixels >= 0)) {
      throw new IllegalArgumentException(
          "overlap %s (0..1), gap %s px (>= 0)".formatted(mostOverlap, gapPixels));
    }
  }

  boolean isWith(int classId) {
    return other == null || other == classId;
  }
}
