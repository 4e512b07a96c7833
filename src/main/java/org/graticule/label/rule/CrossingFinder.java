package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.locationtech.jts.algorithm.LineIntersector;
import org.locationtech.jts.algorithm.PolygonNodeTopology;
import org.locationtech.jts.algorithm.RobustLineIntersector;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.noding.BasicSegmentString;
import org.locationtech.jts.noding.MCIndexNoder;
import org.locationtech.jts.noding.SegmentIntersector;
import org.locationtech.jts.noding.SegmentString;

/**
 * Finds every place where rings cross, run along each other, or touch themselves, by the same
 * classification as JTS's validity test, which stops at the first. Used for one search by one
 * thread; gives up on a shape with more pairs of close segments than any drawn outline has, so that
 * a shape made to be slow is refused in a fraction of a second.
 */
final class CrossingFinder implements SegmentIntersector {
  private static final String CROSSING = "self-intersection";
  private static final String TOUCH = "ring-self-intersection";
  private static final long MOST_PAIRS = 2_000_000;

  private final LineIntersector lines = new RobustLineIntersector();
  private final Map<Spot, Violation> found = new LinkedHashMap<>();
  private final Set<Pair> pairs = new HashSet<>();
  private final Set<Spot> folds = new HashSet<>();
  private final boolean multi;
  private final int most;
  private long looked;

  /** Two rings that cross, in the order of the submission. */
  record Pair(Ring a, Ring b) {}

  private record Spot(Pair pair, Coordinate at) {}

  private CrossingFinder(boolean multi, int most) {
    this.multi = multi;
    this.most = most;
  }

  static CrossingFinder among(List<TracedRing> rings, boolean multi, int most) {
    CrossingFinder finder = new CrossingFinder(multi, most);
    List<SegmentString> strings = new ArrayList<>();
    for (TracedRing ring : rings) {
      strings.add(new BasicSegmentString(ring.points(), ring));
    }
    MCIndexNoder noder = new MCIndexNoder();
    noder.setSegmentIntersector(finder);
    noder.computeNodes(strings);
    return finder;
  }

  List<Violation> violations() {
    // A line that runs back along itself also touches itself at both ends: say it once.
    return found.entrySet().stream()
        .filter(entry -> !entry.getValue().code().equals(TOUCH) || !folds.contains(entry.getKey()))
        .map(Map.Entry::getValue)
        .toList();
  }

  Set<Pair> pairs() {
    return pairs;
  }

  boolean gaveUp() {
    return looked > MOST_PAIRS;
  }

  @Override
  public boolean isDone() {
    return found.size() > most || gaveUp();
  }

  @Override
  public void processIntersections(SegmentString s, int i, SegmentString t, int j) {
    looked++;
    if (isDone() || (s == t && i == j)) {
      return;
    }
    TracedRing a = (TracedRing) s.getData();
    TracedRing b = (TracedRing) t.getData();
    Coordinate a0 = s.getCoordinate(i);
    Coordinate a1 = s.getCoordinate(i + 1);
    Coordinate b0 = t.getCoordinate(j);
    Coordinate b1 = t.getCoordinate(j + 1);
    lines.computeIntersection(a0, a1, b0, b1);
    if (!lines.hasIntersection()) {
      return;
    }
    Coordinate at = lines.getIntersection(0);
    if (lines.isProper()) {
      report(CROSSING, a == b ? "crosses itself" : "crosses", a, i, b, at);
    } else if (lines.getIntersectionNum() >= 2) {
      Pair pair = ordered(a.ring(), b.ring());
      folds.add(new Spot(pair, at.copy()));
      folds.add(new Spot(pair, lines.getIntersection(1).copy()));
      report(CROSSING, a == b ? "runs back along itself" : "runs along", a, i, b, at);
    } else if (a == b) {
      if (!isNeighbour(s, i, j)) {
        report(TOUCH, "touches itself", a, i, b, at);
      }
    } else if (!at.equals2D(a1) && !at.equals2D(b1) && crosses(s, i, t, j, at)) {
      // A crossing at a vertex shows on up to four pairs of segments; the last of them speaks.
      report(CROSSING, "crosses", a, i, b, at);
    }
  }

  private static boolean isNeighbour(SegmentString ring, int i, int j) {
    int gap = Math.abs(i - j);
    return gap <= 1 || gap == ring.size() - 2;
  }

  private static boolean crosses(SegmentString s, int i, SegmentString t, int j, Coordinate at) {
    Coordinate sBefore = at.equals2D(s.getCoordinate(i)) ? before(s, i) : s.getCoordinate(i);
    Coordinate tBefore = at.equals2D(t.getCoordinate(j)) ? before(t, j) : t.getCoordinate(j);
    return PolygonNodeTopology.isCrossing(
        at, sBefore, s.getCoordinate(i + 1), tBefore, t.getCoordinate(j + 1));
  }

  private static Coordinate before(SegmentString ring, int i) {
    return ring.getCoordinate(i == 0 ? ring.size() - 2 : i - 1);
  }

  private void report(
      String code, String verb, TracedRing a, int segment, TracedRing b, Coordinate at) {
    Pair pair = ordered(a.ring(), b.ring());
    pairs.add(pair);
    Spot spot = new Spot(pair, at.copy());
    Violation known = found.get(spot);
    if (known != null && (code.equals(TOUCH) || !known.code().equals(TOUCH))) {
      return;
    }
    String other = a == b ? "" : " the " + b.ring().name(multi);
    found.put(
        spot,
        Violation.error(
            code,
            "the %s %s%s at (%s, %s)"
                .formatted(
                    a.ring().name(multi),
                    verb,
                    other,
                    Violation.figure(at.x),
                    Violation.figure(at.y)),
            Place.of(at),
            a.pointerTo(segment)));
  }

  static Pair ordered(Ring a, Ring b) {
    boolean forward = a.part() < b.part() || (a.part() == b.part() && a.index() <= b.index());
    return forward ? new Pair(a, b) : new Pair(b, a);
  }
}
