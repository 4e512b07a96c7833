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
 * @param part what its reader sees of it, where that is not all: its facts say nothing of the rest
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
    String createdName,
    @Nullable ScenePart part) {

  /** A scene that is seen whole. */
  public Scene(
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
    this(
        id,
        project,
        name,
        revision,
        facts,
        georeference,
        acquired,
        markId,
        created,
        createdName,
        null);
  }

  /** The same as somebody knows it whose area reaches a part of it. */
  Scene through(ScenePart seen) {
    return new Scene(
        id,
        project,
        name,
        revision,
        facts.of(seen.ground()),
        georeference,
        acquired,
        markId,
        created,
        createdName,
        seen);
  }

  /** Tells apart what is seen of the same pixels by whom; empty where all of them are. */
  public String seen() {
    return part == null ? "" : part.key();
  }

  public TilePyramid pyramid() {
    return new TilePyramid(new PixelGrid(facts.width(), facts.height()), facts.tileSize());
  }
}
