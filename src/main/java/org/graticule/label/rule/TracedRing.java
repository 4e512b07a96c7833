package org.graticule.label.rule;

import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

/**
 * A ring that bounds an area, with its line and, once asked for, an index over it. Used within one
 * check by one thread.
 */
final class TracedRing {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  private final Ring ring;
  private final Ring.Trace trace;
  private final LinearRing line;
  private final IndexedPointInAreaLocator locator;

  TracedRing(Ring ring, Ring.Trace trace) {
    this.ring = ring;
    this.trace = trace;
    this.line = FACTORY.createLinearRing(trace.points());
    this.locator = new IndexedPointInAreaLocator(line);
  }

  Ring ring() {
    return ring;
  }

  Ring.Trace trace() {
    return trace;
  }

  Coordinate[] points() {
    return trace.points();
  }

  Polygon area() {
    return FACTORY.createPolygon(line);
  }

  Envelope envelope() {
    return line.getEnvelopeInternal();
  }

  String pointerTo(int traced) {
    return ring.pointerTo(trace.origin()[traced]);
  }

  /**
   * Whether this ring lies in the area of another that it does not cross. A vertex off the other's
   * line settles it; where all of them touch, the middle of an edge does.
   */
  boolean isInside(TracedRing other) {
    if (!other.envelope().covers(envelope())) {
      return false;
    }
    for (Coordinate point : points()) {
      int location = other.locator.locate(point);
      if (location != Location.BOUNDARY) {
        return location == Location.INTERIOR;
      }
    }
    for (int i = 1; i < points().length; i++) {
      Coordinate a = points()[i - 1];
      Coordinate b = points()[i];
      int location = other.locator.locate(new Coordinate((a.x + b.x) / 2, (a.y + b.y) / 2));
      if (location != Location.BOUNDARY) {
        return location == Location.INTERIOR;
      }
    }
    return false;
  }
}
