package org.graticule.label.outline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.graticule.label.intake.MaskOutline;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.simplify.TopologyPreservingSimplifier;

/** Makes an outline of a mask that a person would have drawn. Stateless. */
final class Traced {
  private static final GeometryFactory FACTORY = new GeometryFactory();

  /** Pixels of the mask that the outline may be off, so that it is no staircase. */
  private static final double SMOOTH = 0.8;

  /** Holes of fewer pixels are noise. */
  private static final double NOISE = 30;

  private Traced() {}

  /**
   * The parts that were pointed at; where none was hit, the largest.
   *
   * @param prompts in pixels of the mask
   * @param scale pixels of the scene that one of the mask covers
   * @return valid, in pixels of the scene; null where the mask is empty
   */
  static @Nullable Shape of(Mask mask, List<Prompt> prompts, View view, double scale) {
    if (mask.isEmpty()) {
      return null;
    }
    List<Polygon> parts = new ArrayList<>();
    Geometry all = MaskOutline.of(mask.runs()).geometry();
    for (int i = 0; i < all.getNumGeometries(); i++) {
      parts.add(withoutNoise((Polygon) all.getGeometryN(i)));
    }
    List<Polygon> meant = parts.stream().filter(part -> isMeant(part, prompts)).toList();
    if (meant.isEmpty()) {
      meant = List.of(parts.stream().max(Comparator.comparing(Geometry::getArea)).orElseThrow());
    }
    Geometry exact =
        meant.size() == 1
            ? meant.getFirst()
            : FACTORY.createMultiPolygon(meant.toArray(Polygon[]::new));
    Geometry smooth = TopologyPreservingSimplifier.simplify(exact, SMOOTH);
    Geometry sound = smooth.isValid() && !smooth.isEmpty() ? smooth : exact;
    return Shape.of(
        AffineTransformation.translationInstance(view.x(), view.y())
            .scale(scale, scale)
            .transform(sound));
  }

  private static Polygon withoutNoise(Polygon part) {
    List<LinearRing> holes = new ArrayList<>();
    for (int i = 0; i < part.getNumInteriorRing(); i++) {
      LinearRing hole = part.getInteriorRingN(i);
      if (FACTORY.createPolygon(hole).getArea() >= NOISE) {
        holes.add(hole);
      }
    }
    return FACTORY.createPolygon(part.getExteriorRing(), holes.toArray(LinearRing[]::new));
  }

  private static boolean isMeant(Polygon part, List<Prompt> prompts) {
    Envelope box = new Envelope();
    for (Prompt prompt : prompts) {
      switch (prompt.meaning()) {
        case INSIDE -> {
          if (part.intersects(FACTORY.createPoint(prompt.at()))) {
            return true;
          }
        }
        case UPPER_LEFT, LOWER_RIGHT -> box.expandToInclude(prompt.at());
        case OUTSIDE, NOTHING -> {}
      }
    }
    Coordinate middle = part.getEnvelopeInternal().centre();
    return !box.isNull() && box.contains(middle);
  }
}
