package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.List;
import org.locationtech.jts.geom.Coordinate;

/**
 * One submitted ring and where it stands in the submission. Not copied: callers must not write to
 * the points.
 *
 * @param part index of its polygon, 0 for a single polygon
 * @param index 0 for the shell, 1 and up for holes
 * @param points as submitted, the closing point included if it was
 * @param pointer JSON pointer of the ring, from the feature
 */
record Ring(int part, int index, Coordinate[] points, String pointer) {

  boolean isShell() {
    return index == 0;
  }

  boolean isClosed() {
    return points.length > 1 && points[0].equals2D(points[points.length - 1]);
  }

  boolean isFinite() {
    for (Coordinate point : points) {
      if (!Double.isFinite(point.x) || !Double.isFinite(point.y)) {
        return false;
      }
    }
    return true;
  }

  String pointerTo(int vertex) {
    return pointer + "/" + vertex;
  }

  /** "the outline", "hole 2", "part 3, hole 1": counted from one, for people. */
  String name(boolean multi) {
    String ring = isShell() ? "outline" : "hole " + index;
    return multi ? "part " + (part + 1) + ", " + ring : ring;
  }

  /** Closed for looking at, without repeated points. Fewer than four points: not an area. */
  Trace trace() {
    List<Coordinate> kept = new ArrayList<>(points.length + 1);
    List<Integer> origin = new ArrayList<>(points.length + 1);
    for (int i = 0; i < points.length; i++) {
      if (kept.isEmpty() || !kept.getLast().equals2D(points[i])) {
        kept.add(points[i]);
        origin.add(i);
      }
    }
    if (!kept.isEmpty() && !kept.getFirst().equals2D(kept.getLast())) {
      kept.add(kept.getFirst());
      origin.add(0);
    }
    return new Trace(
        kept.toArray(Coordinate[]::new), origin.stream().mapToInt(Integer::intValue).toArray());
  }

  /**
   * The ring's line as rules walk it.
   *
   * @param points closed, no two neighbours equal
   * @param origin for each point, the index of the vertex it was submitted as
   */
  record Trace(Coordinate[] points, int[] origin) {
    boolean isArea() {
      return points.length >= 4;
    }
  }
}
