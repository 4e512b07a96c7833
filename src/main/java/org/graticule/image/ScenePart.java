package org.graticule.image;

import java.util.Optional;
import org.graticule.access.Cutout;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelArea;
import org.graticule.geo.TilePyramid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/**
 * The part of a scene that somebody's area reaches, in its pixels: worked out when first asked for,
 * then in memory. Thread-safe.
 */
public final class ScenePart {
  private final Cutout cutout;
  private final Georeference georeference;
  private final TilePyramid pyramid;
  private final Geometry footprint;
  private volatile @Nullable PixelArea pixels;

  ScenePart(Cutout cutout, Georeference georeference, TilePyramid pyramid, Geometry footprint) {
    this.cutout = cutout;
    this.georeference = georeference;
    this.pyramid = pyramid;
    this.footprint = footprint;
  }

  /** The same where the same is seen. */
  public String key() {
    return cutout.key();
  }

  /** Whether tiles at the edge are refused; else they are masked. */
  public boolean refused() {
    return cutout.refused();
  }

  /** As much of the scene's footprint as is seen. */
  Geometry ground() {
    return footprint.intersection(cutout.lonLat());
  }

  /** Its pixels, if they need not be worked out. */
  public Optional<PixelArea> known() {
    return Optional.ofNullable(pixels);
  }

  public PixelArea pixels() {
    PixelArea found = pixels;
    if (found == null) {
      Envelope near = footprint.getEnvelopeInternal();
      found = PixelArea.of(georeference, pyramid, cutout.lonLat(), near);
      pixels = found;
    }
    return found;
  }
}
