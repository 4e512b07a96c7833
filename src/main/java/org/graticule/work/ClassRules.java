package org.graticule.work;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the labels of a class are held to. A null leaves the usual. Immutable.
 *
 * @param maximumAreaM2 square metres
 * @param minimumLengthM of a line, metres
 * @param maximumLengthM of a line, metres
 * @param mostVertices closing points included
 * @param spacingPx neighbouring vertices closer than this are reported
 * @param spikeDegrees corners sharper than this are reported
 * @param sliverPx parts thinner than this are reported
 * @param duplicateIou likeness to another label of the class from which it is reported
 * @param apart how it keeps apart from other classes; the first that fits counts
 * @param severity {@code off}, {@code warning} or {@code error} by code of the finding
 */
public record ClassRules(
    @Nullable Double maximumAreaM2,
    @Nullable Double minimumLengthM,
    @Nullable Double maximumLengthM,
    @Nullable Integer mostVertices,
    @Nullable Double spacingPx,
    @Nullable Double spikeDegrees,
    @Nullable Double sliverPx,
    @Nullable Double duplicateIou,
    @Nullable List<KeptApart> apart,
    @Nullable Map<String, String> severity) {

  /**
   * How it keeps apart from one other class.
   *
   * @param other number of that class, null for every class
   * @param mostOverlap part of the smaller that may be covered; null for none
   * @param gapPx a gap narrower than this is reported; null for no gap
   * @param sharedEdges whether they may run along each other; null for yes
   */
  public record KeptApart(
      @Nullable Integer other,
      @Nullable Double mostOverlap,
      @Nullable Double gapPx,
      @Nullable Boolean sharedEdges) {}
}
