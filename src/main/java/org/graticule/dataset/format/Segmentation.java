package org.graticule.dataset.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.graticule.dataset.Chip;
import org.graticule.dataset.Piece;
import org.graticule.geo.Rle;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A label's shape as COCO says it. Listed rings are a union there, so a shape with a hole must be a
 * mask.
 */
sealed interface Segmentation {
  /**
   * Outlines, one to a polygon.
   *
   * @param rings x and y in turn, thousandths of a pixel, not closed, at least three points each
   */
  record Rings(List<long[]> rings) implements Segmentation {}

  /** The pixels whose centre lies inside. */
  record Mask(Rle rle) implements Segmentation {}

  /** Empty where nothing is left at a thousandth of a pixel. */
  static Optional<Segmentation> of(Piece piece, Chip chip) {
    if (piece.holed()) {
      return Optional.of(new Mask(Rle.of(piece.geometry(), chip.height(), chip.width())));
    }
    List<long[]> rings = new ArrayList<>();
    for (int i = 0; i < piece.geometry().getNumGeometries(); i++) {
      long[] ring = flat(((Polygon) piece.geometry().getGeometryN(i)).getExteriorRing());
      if (ring.length >= 6 && doubleArea(ring) != 0) {
        rings.add(ring);
      }
    }
    return rings.isEmpty() ? Optional.empty() : Optional.of(new Rings(rings));
  }

  /** The ring without its closing point and without points that rounding laid upon each other. */
  static long[] flat(LinearRing ring) {
    CoordinateSequence points = ring.getCoordinateSequence();
    long[] flat = new long[2 * points.size()];
    int used = 0;
    for (int i = 0; i + 1 < points.size(); i++) {
      long x = thousandths(points.getX(i));
      long y = thousandths(points.getY(i));
      if (used == 0 || x != flat[used - 2] || y != flat[used - 1]) {
        flat[used++] = x;
        flat[used++] = y;
      }
    }
    boolean closed = used > 2 && flat[0] == flat[used - 2] && flat[1] == flat[used - 1];
    return Arrays.copyOf(flat, closed ? used - 2 : used);
  }

  static long thousandths(double pixels) {
    return Math.round(pixels * 1000);
  }

  private static long doubleArea(long[] ring) {
    long sum = 0;
    for (int i = 0; i < ring.length; i += 2) {
      int next = (i + 2) % ring.length;
      sum += ring[i] * ring[next + 1] - ring[next] * ring[i + 1];
    }
    return sum;
  }
}
