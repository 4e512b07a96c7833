package org.graticule.tile;

import java.io.IOException;
import java.util.Optional;
import org.graticule.geo.PixelGrid;
import org.graticule.image.cog.CogReader;

/**
 * A window of one level of a pyramid, put together of decoded tiles; asks for each tile at most
 * once. Confined to one thread.
 */
final class SourceWindow {
  private final DecodedTiles tiles;
  private final TileKey scene;
  private final CogReader reader;
  private final int zoom;
  private final PixelGrid level;
  private final int tileSize;
  private final int columns;
  private final Optional<CogReader.Tile>[] loaded;
  private final boolean[] asked;

  @SuppressWarnings({"unchecked", "rawtypes"})
  SourceWindow(DecodedTiles tiles, TileKey scene, CogReader reader, int zoom) {
    this.tiles = tiles;
    this.scene = scene;
    this.reader = reader;
    this.zoom = zoom;
    this.level = reader.pyramid().level(zoom);
    this.tileSize = reader.pyramid().tileSize();
    this.columns = reader.pyramid().columns(zoom);
    int count = columns * reader.pyramid().rows(zoom);
    this.loaded = new Optional[count];
    this.asked = new boolean[count];
  }

  int width() {
    return level.width();
  }

  int height() {
    return level.height();
  }

  /** The tile that holds a pixel of the level; empty where it has no data. */
  Optional<CogReader.Tile> tileAt(int column, int row) throws IOException {
    int tx = column / tileSize;
    int ty = row / tileSize;
    int index = ty * columns + tx;
    if (!asked[index]) {
      asked[index] = true;
      loaded[index] = tiles.get(scene, reader, zoom, tx, ty);
    }
    return loaded[index];
  }

  int indexInTile(int column, int row) {
    return (row % tileSize) * tileSize + column % tileSize;
  }
}
