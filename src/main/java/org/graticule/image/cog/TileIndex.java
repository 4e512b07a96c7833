package org.graticule.image.cog;

import java.util.ArrayList;
import java.util.List;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;

/**
 * Where the tiles of one level are in the file, plane by plane. Immutable.
 *
 * @param offsets of the tiles
 * @param lengths 0 for tiles that are left out
 */
record TileIndex(long[] offsets, long[] lengths) {

  static PixelGrid size(Ifd ifd) {
    return new PixelGrid(
        Math.toIntExact(ifd.integer(Tag.IMAGE_WIDTH)),
        Math.toIntExact(ifd.integer(Tag.IMAGE_LENGTH)));
  }

  /** Directories come finest first; the result is in order of zoom. */
  static List<TileIndex> levels(
      List<Ifd> directories, TilePyramid pyramid, int planes, long length) {
    if (directories.size() != pyramid.levels()) {
      throw layout(directories.size() + " levels", pyramid.levels() + "");
    }
    List<TileIndex> levels = new ArrayList<>();
    for (int z = 0; z < pyramid.levels(); z++) {
      Ifd ifd = directories.get(pyramid.levels() - 1 - z);
      if (!size(ifd).equals(pyramid.level(z))
          || ifd.integer(Tag.TILE_WIDTH) != pyramid.tileSize()
          || ifd.integer(Tag.TILE_LENGTH) != pyramid.tileSize()) {
        throw layout("level " + z + " of " + size(ifd), pyramid.level(z).toString());
      }
      int tiles = Math.multiplyExact(pyramid.columns(z) * pyramid.rows(z), planes);
      TileIndex index =
          new TileIndex(ifd.integers(Tag.TILE_OFFSETS), ifd.integers(Tag.TILE_BYTE_COUNTS));
      if (index.offsets.length != tiles || index.lengths.length != tiles) {
        throw layout(index.offsets.length + " tiles on level " + z, tiles + "");
      }
      index.requireInside(length);
      levels.add(index);
    }
    return levels;
  }

  private void requireInside(long length) {
    for (int i = 0; i < offsets.length; i++) {
      long bytes = lengths[i];
      if (offsets[i] < 0 || bytes < 0 || bytes > Integer.MAX_VALUE || offsets[i] > length - bytes) {
        throw layout("tile " + i + " at " + offsets[i], "inside the " + length + " bytes");
      }
    }
  }

  static Fault layout(String found, String allowed) {
    return Fault.unacceptable("bad-pyramid", "the pyramid has " + found + "; allowed: " + allowed);
  }
}
