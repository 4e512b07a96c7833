package org.graticule.tile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelArea;
import org.graticule.geo.PixelArea.Cover;
import org.graticule.geo.TileProfile;
import org.graticule.image.Scene;
import org.graticule.image.ScenePart;
import org.graticule.image.cog.CogReader;

/**
 * Tiles of the native grid as their reader sees them: as they are where the whole tile is seen,
 * nothing where none of it is, and at the edge of an area decoded, cleared and encoded again.
 */
final class SeenTiles {
  private static final TileProfile PROFILE = TileProfile.named("default");

  private SeenTiles() {}

  /** Whether a tile is known to be seen whole, without working anything out. */
  static boolean known(Scene scene, int z, int x, int y) {
    ScenePart part = scene.part();
    if (part == null) {
      return true;
    }
    PixelArea pixels = part.known().orElse(null);
    return pixels != null && pixels.tile(z, x, y) == Cover.INSIDE;
  }

  /**
   * @throws Fault not found where there is no such tile; forbidden, {@code area-limited}, at an
   *     edge where the project refuses them
   */
  static Picture picture(Scene scene, CogReader reader, TilePlace place) {
    try {
      if (cover(scene, reader, place) != Cover.EDGE) {
        return seen(scene, reader, place)
            ? reader
                .jpeg(place.z(), place.x(), place.y())
                .map(jpeg -> new Picture("image/jpeg", jpeg))
                .orElse(Picture.NOTHING)
            : Picture.NOTHING;
      }
      // There is no transparency in a JPEG: what is hidden is black.
      Optional<CogReader.Tile> tile = tile(scene, reader, place);
      return tile.isEmpty() ? Picture.NOTHING : encoded(tile.get());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean seen(Scene scene, CogReader reader, TilePlace place) {
    return cover(scene, reader, place) == Cover.INSIDE;
  }

  private static Picture encoded(CogReader.Tile tile) throws IOException {
    return new Picture(
        "image/jpeg",
        Codecs.borrow(codec ->
            codec.encode(tile.pixels(), tile.size(), tile.size(), tile.channels(), PROFILE)));
  }

  /** A decoded tile, in which what is not seen is zero and without data. */
  static Optional<CogReader.Tile> tile(Scene scene, CogReader reader, TilePlace place)
      throws IOException {
    Cover cover = cover(scene, reader, place);
    if (cover == Cover.OUTSIDE) {
      return Optional.empty();
    }
    ScenePart part = scene.part();
    if (cover == Cover.EDGE && part != null && part.refused()) {
      throw Fault.forbidden(
              "area-limited",
              "The tile lies partly outside the area that your roles are limited to.")
          .deniedBy("area-edge");
    }
    Optional<CogReader.Tile> whole =
        Codecs.borrow(codec -> reader.tile(place.z(), place.x(), place.y(), codec));
    return cover == Cover.INSIDE || part == null
        ? whole
        : whole.flatMap(tile -> hidden(part, reader, place, tile));
  }

  /** Empty where no pixel is left. */
  private static Optional<CogReader.Tile> hidden(
      ScenePart part, CogReader reader, TilePlace place, CogReader.Tile tile) {
    byte[] pixels = tile.pixels().clone();
    byte[] seen =
        MaskedBlocks.hide(
            part, reader.pyramid(), place.z(), place.x(), place.y(), pixels, tile.channels());
    boolean any = false;
    for (int i = 0; i < seen.length; i++) {
      if (tile.valid() != null) {
        seen[i] &= tile.valid()[i];
      }
      any |= seen[i] != 0;
    }
    return any
        ? Optional.of(new CogReader.Tile(tile.size(), tile.channels(), pixels, seen))
        : Optional.empty();
  }

  private static Cover cover(Scene scene, CogReader reader, TilePlace place) {
    if (!reader.pyramid().contains(place.z(), place.x(), place.y())) {
      throw Fault.notFound();
    }
    return scene.part() == null
        ? Cover.INSIDE
        : scene.part().pixels().tile(place.z(), place.x(), place.y());
  }
}
