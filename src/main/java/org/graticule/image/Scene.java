package org.graticule.image;

import java.time.Instant;
import java.util.UUID;
import org.graticule.geo.Georeference;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;
import org.jspecify.annotations.Nullable;

/**
 * A verified image in the catalogue. Immutable; new pixels are a new revision.
 *
 * @param revision of the pixels, from 1; part of every tile's address
 * @param georeference worked out from the facts
 * @param markId its marking
 */
public record Scene(
    UUID id,
    UUID project,
    String name,
    int revision,
    SceneFacts facts,
    Georeference georeference,
    @Nullable Instant acquired,
    int markId,
    Instant created,
    String createdName) {

  public TilePyramid pyramid() {
    return new TilePyramid(new PixelGrid(facts.width(), facts.height()), facts.tileSize());
  }
}
