package org.graticule.label.rule;

import org.jspecify.annotations.Nullable;

/**
 * What the rules know of the image under a shape. Immutable.
 *
 * @param width pixels, > 0
 * @param height pixels, > 0
 * @param squareMetresPerPixel ground area of one pixel, > 0; NaN where the image has no
 *     georeference, and then ground limits do not apply
 * @param ground measures on the ellipsoid; null where only the area of a pixel is known
 */
public record SceneFrame(
    long width, long height, double squareMetresPerPixel, @Nullable Ground ground) {

  /** A frame whose pixels are all of one size. */
  public SceneFrame(long width, long height, double squareMetresPerPixel) {
    this(width, height, squareMetresPerPixel, null);
  }

  public SceneFrame {
    if (width <= 0 || height <= 0 || squareMetresPerPixel <= 0) {
      throw new IllegalArgumentException(
          "a scene frame needs positive sizes: %d x %d px, %s m2 a pixel"
              .formatted(width, height, squareMetresPerPixel));
    }
  }

  /** A frame of square pixels, {@code gsd} metres on a side. */
  public static SceneFrame square(long width, long height, double gsd) {
    return new SceneFrame(width, height, gsd * gsd);
  }

  boolean hasGround() {
    return !Double.isNaN(squareMetresPerPixel) || ground != null;
  }
}
