package org.graticule.geo;

import org.graticule.fault.Fault;
import org.locationtech.jts.geom.Coordinate;

/**
 * The six numbers of a GDAL geotransform, in its order: x = x0 + column * xPerColumn + row *
 * xPerRow, y = y0 + column * yPerColumn + row * yPerRow, for pixel corners (not centres).
 * Immutable.
 *
 * @param x0 ground x of the outer corner of the upper left pixel
 * @param xPerColumn ground units per pixel
 * @param xPerRow zero unless rotated or sheared
 * @param y0 ground y of the same corner
 * @param yPerColumn zero unless rotated or sheared
 * @param yPerRow negative for an image with north up
 */
public record Affine(
    double x0, double xPerColumn, double xPerRow, double y0, double yPerColumn, double yPerRow)
    implements PixelToGround {

  public Affine {
    double determinant = xPerColumn * yPerRow - xPerRow * yPerColumn;
    boolean finite = Double.isFinite(x0) && Double.isFinite(y0) && Double.isFinite(determinant);
    if (!finite || determinant == 0) {
      throw Fault.unacceptable(
          "bad-georeference",
          "pixel-to-ground transform [%s, %s, %s, %s, %s, %s] cannot be inverted; allowed: finite"
                  .formatted(x0, xPerColumn, xPerRow, y0, yPerColumn, yPerRow)
              + " numbers with a determinant other than 0");
    }
  }

  /** An image without any place on the ground: ground equals pixel. */
  public static Affine identity() {
    return new Affine(0, 1, 0, 0, 0, 1);
  }

  public static Affine of(double[] gdal) {
    if (gdal.length != 6) {
      throw Fault.unacceptable(
          "bad-georeference", "a transform of " + gdal.length + " numbers; allowed: 6");
    }
    return new Affine(gdal[0], gdal[1], gdal[2], gdal[3], gdal[4], gdal[5]);
  }

  public double[] toArray() {
    return new double[] {x0, xPerColumn, xPerRow, y0, yPerColumn, yPerRow};
  }

  /** The same transform with pixel (0,0) moved, as PixelIsPoint needs with (-0.5, -0.5). */
  public Affine shifted(double columns, double rows) {
    Coordinate origin = toGround(columns, rows);
    return new Affine(origin.x, xPerColumn, xPerRow, origin.y, yPerColumn, yPerRow);
  }

  @Override
  public Coordinate toGround(double column, double row) {
    return new Coordinate(
        x0 + column * xPerColumn + row * xPerRow, y0 + column * yPerColumn + row * yPerRow);
  }

  @Override
  public Coordinate toPixel(double x, double y) {
    double determinant = xPerColumn * yPerRow - xPerRow * yPerColumn;
    double dx = x - x0;
    double dy = y - y0;
    return new Coordinate(
        (dx * yPerRow - dy * xPerRow) / determinant,
        (dy * xPerColumn - dx * yPerColumn) / determinant);
  }
}
