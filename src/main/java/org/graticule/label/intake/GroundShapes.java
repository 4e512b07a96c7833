package org.graticule.label.intake;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.geo.Crs;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/** Brings shapes of a coordinate reference system to longitude and latitude. Immutable. */
public final class GroundShapes {
  private final @Nullable Crs crs;

  /**
   * @param crs null where the coordinates are longitude and latitude already
   */
  public GroundShapes(@Nullable Crs crs) {
    this.crs = crs;
  }

  /** Empty where a vertex has no place on the globe. */
  public Optional<Shape> lonLat(Shape ground) {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (List<Coordinate[]> part : ground.parts()) {
      List<Coordinate[]> rings = new ArrayList<>();
      for (Coordinate[] ring : part) {
        Coordinate[] points = new Coordinate[ring.length];
        for (int i = 0; i < ring.length; i++) {
          Optional<Coordinate> at = crs == null ? Optional.of(ring[i]) : crs.toLonLat(ring[i]);
          if (at.isEmpty() || !(Math.abs(at.get().x) <= 180 && Math.abs(at.get().y) <= 90)) {
            return Optional.empty();
          }
          points[i] = at.get();
        }
        rings.add(points);
      }
      parts.add(rings);
    }
    return Optional.of(new Shape(ground.form(), ground.multi(), parts));
  }
}
