package org.graticule.label.rule;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * How the scene under a candidate is divided among people, as far as that binds who drew it.
 * Immutable.
 *
 * @param parts none where nothing binds them
 * @param before what the label was; null where it is new
 */
public record Work(List<Part> parts, @Nullable Geometry before) {
  /** Of a scene that is not divided, or for somebody who may work in all of it. */
  public static final Work ANYWHERE = new Work(List.of(), null);

  public Work {
    parts = List.copyOf(parts);
  }

  /**
   * An area of work. Areas have no pixel in common.
   *
   * @param shape in pixels
   * @param mine whether who drew the candidate is to do it
   * @param whose in words
   */
  public record Part(String name, Geometry shape, boolean mine, String whose) {
    private boolean covers(Envelope box) {
      return shape.isRectangle() && shape.getEnvelopeInternal().covers(box);
    }
  }

  /** The area that most of a sound shape lies in; null where most of it lies in none. */
  @Nullable Part ownerOf(Geometry geometry) {
    Envelope box = geometry.getEnvelopeInternal();
    Part owner = null;
    double most = 0;
    double all = 0;
    for (Part part : parts) {
      if (part.covers(box)) {
        return part;
      }
      if (part.shape().getEnvelopeInternal().intersects(box)) {
        double share = extent(Overlay.common(part.shape(), geometry));
        all += share;
        if (share > most) {
          owner = part;
          most = share;
        }
      }
    }
    return extent(geometry) - all > most ? null : owner;
  }

  /** Of an area, a line, or points: how much there is of it. */
  private static double extent(Geometry geometry) {
    return switch (geometry.getDimension()) {
      case 2 -> geometry.getArea();
      case 1 -> geometry.getLength();
      default -> geometry.getNumPoints();
    };
  }
}
