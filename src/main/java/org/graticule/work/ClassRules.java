package org.graticule.work;

import java.util.ArrayList;
import java.util.HashMap;
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

  /** These, and where they say nothing, those below. Pairs of classes and severities add up. */
  ClassRules above(ClassRules below) {
    List<KeptApart> pairs = new ArrayList<>(apart == null ? List.of() : apart);
    pairs.addAll(below.apart == null ? List.of() : below.apart);
    Map<String, String> severities =
        new HashMap<>(below.severity == null ? Map.of() : below.severity);
    severities.putAll(severity == null ? Map.of() : severity);
    return new ClassRules(
        or(maximumAreaM2, below.maximumAreaM2),
        or(minimumLengthM, below.minimumLengthM),
        or(maximumLengthM, below.maximumLengthM),
        or(mostVertices, below.mostVertices),
        or(spacingPx, below.spacingPx),
        or(spikeDegrees, below.spikeDegrees),
        or(sliverPx, below.sliverPx),
        or(duplicateIou, below.duplicateIou),
        pairs,
        severities);
  }

  private static <T> @Nullable T or(@Nullable T own, @Nullable T below) {
    return own == null ? below : own;
  }

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
