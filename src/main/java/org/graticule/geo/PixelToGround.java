package org.graticule.geo;

import org.locationtech.jts.geom.Coordinate;

/**
 * From pixel space to the ground and back. The pixel side is {@link PixelGrid} (outer corners are
 * whole numbers); the ground side is x (east or longitude) then y (north or latitude), whatever the
 * order of the CRS on paper. Implementations are immutable.
 */
public sealed interface PixelToGround permits Affine, GcpPolynomial, Rpc {
  Coordinate toGround(double column, double row);

  Coordinate toPixel(double x, double y);
}
