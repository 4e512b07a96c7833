package org.graticule.image.synthetic;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Point;
import org.locationtech.jts.geom.Polygon;

/** The building site of a scene: what the planners have put down so far. Used by one thread. */
final class Site {
  private static final int CELL = 256;

  final Frame frame;
  final Noise noise;
  final Ground ground;
  final List<Feature> features = new ArrayList<>();
  final List<SceneObject> objects = new ArrayList<>();

  private final List<Crown> saplings = new ArrayList<>();
  private final Envelope image;
  private final Polygon rim;
  private final Map<Long, List<Polygon>> taken = new HashMap<>();

  Site(Frame frame, Noise noise) {
    this.frame = frame;
    this.noise = noise;
    this.ground = new Ground(frame, noise);
    image = new Envelope(0, frame.width, 0, frame.height);
    rim = (Polygon) Shapes.GEOMETRY.toGeometry(image);
  }

  /** Whether anything with these bounds could show or cast its shadow into the image. */
  boolean near(Envelope bounds) {
    return bounds.getMaxX() > -160
        && bounds.getMinX() < frame.width + 160
        && bounds.getMaxY() > -160
        && bounds.getMinY() < frame.height + 200;
  }

  boolean near(double x, double y, double reach) {
    return near(new Envelope(x - reach, x + reach, y - reach, y + reach));
  }

  void add(Feature feature) {
    if (near(feature.bounds())) {
      features.add(feature);
    }
  }

  /** Plants a tree at the end of the plan, if no labelled object has come to stand under it. */
  void plant(Crown crown) {
    saplings.add(crown);
  }

  void growTrees() {
    for (Crown c : saplings) {
      if (near(c.bounds()) && free(c.x(), c.y(), c.radius() * 1.12 + 1)) {
        features.add(c);
      }
    }
    saplings.clear();
  }

  void patch(Layer layer, double[] ring, Shader shader) {
    add(new Feature.Patch(layer, Outline.of(ring), shader));
  }

  void patch(Layer layer, List<double[]> rings, Shader shader) {
    if (!rings.isEmpty()) {
      add(new Feature.Patch(layer, Outline.of(rings), shader));
    }
  }

  /**
   * Registers an object, cut to the image, and takes its place.
   *
   * @return its id, or 0 if no part of it is inside the image
   */
  int label(String className, Polygon polygon) {
    take(polygon);
    if (!image.intersects(polygon.getEnvelopeInternal())) {
      return 0;
    }
    Polygon seen = polygon;
    if (!image.contains(polygon.getEnvelopeInternal())) {
      Geometry cut = polygon.intersection(rim);
      seen = largest(cut);
    }
    if (seen.getArea() < 1) {
      return 0;
    }
    int id = objects.size() + 1;
    objects.add(new SceneObject(id, className, seen));
    return id;
  }

  private static Polygon largest(Geometry cut) {
    Polygon best = Shapes.GEOMETRY.createPolygon();
    for (int i = 0; i < cut.getNumGeometries(); i++) {
      if (cut.getGeometryN(i) instanceof Polygon p && p.getArea() > best.getArea()) {
        best = p;
      }
    }
    return best;
  }

  /** Keeps later plants and vehicles off this ground. */
  void take(Polygon ground) {
    Envelope e = ground.getEnvelopeInternal();
    for (int cx = cell(e.getMinX()); cx <= cell(e.getMaxX()); cx++) {
      for (int cy = cell(e.getMinY()); cy <= cell(e.getMaxY()); cy++) {
        taken.computeIfAbsent(key(cx, cy), k -> new ArrayList<>()).add(ground);
      }
    }
  }

  boolean free(Polygon ground) {
    Envelope e = ground.getEnvelopeInternal();
    return none(e, other -> other.intersects(ground));
  }

  /** Whether a disc is clear of everything taken. */
  boolean free(double x, double y, double reach) {
    Point centre = Shapes.GEOMETRY.createPoint(new Coordinate(x, y));
    return none(
        new Envelope(x - reach, x + reach, y - reach, y + reach),
        other -> other.isWithinDistance(centre, reach));
  }

  private boolean none(Envelope e, Predicate<Polygon> conflict) {
    for (int cx = cell(e.getMinX()); cx <= cell(e.getMaxX()); cx++) {
      for (int cy = cell(e.getMinY()); cy <= cell(e.getMaxY()); cy++) {
        for (Polygon other : taken.getOrDefault(key(cx, cy), List.of())) {
          if (other.getEnvelopeInternal().intersects(e) && conflict.test(other)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private static int cell(double v) {
    return Math.floorDiv((int) Math.floor(v), CELL);
  }

  private static long key(int cx, int cy) {
    return (long) cx << 32 ^ cy & 0xFFFFFFFFL;
  }
}
