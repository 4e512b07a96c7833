package org.graticule.image.format;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;
import org.graticule.image.ReadyTiles;
import org.graticule.image.cog.MaskTile;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffFile;
import org.jspecify.annotations.Nullable;

/**
 * The JPEG tiles of a Cloud Optimized GeoTIFF, gray or YCbCr, of 256 or 512 pixels. An overview is
 * taken where it is of the pyramid's size, stored as the image is, with a mask stored as ours are
 * where the image has one. GDAL's COG driver rounds sizes down and so differs at odd sizes.
 */
final class TiffReadyTiles implements ReadyTiles {
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  /** Bytes of a tile in which its frame header is looked for first. */
  private static final int HEAD = 1024;

  private final TilePyramid pyramid;
  private final List<@Nullable Level> levels;

  /** A level, and its mask where it has one. */
  private record Level(TiffBlocks blocks, byte[] tables, int[] chroma, @Nullable TiffBlocks mask) {}

  private TiffReadyTiles(TilePyramid pyramid, List<@Nullable Level> levels) {
    this.pyramid = pyramid;
    this.levels = levels;
  }

  /**
   * @param masksInside whether nothing but a mask inside the file says what is valid
   */
  static Optional<ReadyTiles> of(TiffFile file, TiffLayout layout, boolean masksInside)
      throws IOException {
    PixelGrid block = layout.block();
    boolean gray = layout.photometric() == TiffLayout.BLACK_IS_ZERO && layout.samples() == 1;
    boolean colour = layout.photometric() == TiffLayout.YCBCR;
    if (!layout.tiled()
        || layout.compression() != TiffLayout.JPEG
        || layout.planar()
        || !gray && !colour
        || block.width() != block.height()
        || block.width() != 512 && block.width() != 256) {
      return Optional.empty();
    }
    TilePyramid pyramid = new TilePyramid(layout.grid(), block.width());
    Level finest = level(file, file.directories().getFirst(), layout, null);
    if (finest == null) {
      return Optional.empty();
    }
    List<@Nullable Level> levels = overviews(file, layout, pyramid, masksInside);
    levels.add(finest);
    return Optional.of(new TiffReadyTiles(pyramid, levels));
  }

  /** Coarsest first; null where one is missing or different. */
  private static List<@Nullable Level> overviews(
      TiffFile file, TiffLayout layout, TilePyramid pyramid, boolean masksInside)
      throws IOException {
    boolean masked =
        file.directories().stream().anyMatch(ifd -> ifd.integer(Tag.NEW_SUBFILE_TYPE, 0) == MASK);
    List<@Nullable Level> levels = new ArrayList<>();
    for (int z = 0; z < pyramid.maxZoom(); z++) {
      Ifd image = find(file, REDUCED, pyramid.level(z));
      Ifd mask = find(file, REDUCED | MASK, pyramid.level(z));
      boolean fits = masksInside && masked == (mask != null);
      levels.add(fits && image != null ? level(file, image, layout, mask) : null);
    }
    return levels;
  }

  private static @Nullable Ifd find(TiffFile file, int kind, PixelGrid size) {
    for (Ifd ifd : file.directories()) {
      if (ifd.integer(Tag.NEW_SUBFILE_TYPE, 0) == kind
          && ifd.integer(Tag.IMAGE_WIDTH) == size.width()
          && ifd.integer(Tag.IMAGE_LENGTH) == size.height()) {
        return ifd;
      }
    }
    return null;
  }

  /** Null where it is not stored as the image is. */
  private static @Nullable Level level(
      TiffFile file, Ifd ifd, TiffLayout like, @Nullable Ifd maskIfd) throws IOException {
    try {
      TiffLayout layout = TiffLayout.of(ifd, file.length());
      TiffBlocks blocks = TiffBlocks.of(file.source(), ifd, layout);
      TiffBlocks mask = maskIfd == null ? null : mask(file, maskIfd, like);
      if (!layout.tiled()
          || !layout.block().equals(like.block())
          || layout.compression() != TiffLayout.JPEG
          || layout.photometric() != like.photometric()
          || layout.samples() != like.samples()
          || layout.planar()
          || maskIfd != null && mask == null) {
        return null;
      }
      int[] chroma = chroma(layout, blocks);
      return chroma == null ? null : new Level(blocks, ifd.raw(Tag.JPEG_TABLES), chroma, mask);
    } catch (Fault e) {
      return null;
    }
  }

  private static @Nullable TiffBlocks mask(TiffFile file, Ifd ifd, TiffLayout like)
      throws IOException {
    TiffLayout layout = TiffLayout.of(ifd, file.length());
    boolean deflated =
        layout.compression() == TiffLayout.DEFLATE
            || layout.compression() == TiffLayout.OLD_DEFLATE;
    boolean ours =
        deflated
            && layout.tiled()
            && layout.bits() == 1
            && layout.samples() == 1
            && layout.block().equals(like.block())
            && ifd.integer(Tag.FILL_ORDER, 1) == 1
            && ifd.integer(Tag.PREDICTOR, 1) == 1;
    return ours ? TiffBlocks.of(file.source(), ifd, layout) : null;
  }

  /** What all frame headers of a level agree on; null where they do not, or are none of ours. */
  private static int @Nullable [] chroma(TiffLayout layout, TiffBlocks blocks) throws IOException {
    int[] chroma = null;
    PixelGrid grid = layout.grid();
    int side = layout.block().width();
    for (int row = 0; row * side < grid.height(); row++) {
      for (int column = 0; column * side < grid.width(); column++) {
        if (blocks.absent(0, column, row)) {
          continue;
        }
        JfifStream.Frame frame = JfifStream.frame(blocks.head(0, column, row, HEAD));
        if (frame == null) {
          frame = JfifStream.frame(blocks.bytes(0, column, row));
        }
        if (frame == null
            || frame.width() != side
            || frame.height() != side
            || frame.components() != layout.samples()
            || layout.samples() == 3 && !frame.colour()) {
          return null;
        }
        int[] found = {frame.across(), frame.down()};
        if (chroma != null && (chroma[0] != found[0] || chroma[1] != found[1])) {
          return null;
        }
        chroma = found;
      }
    }
    // Tiles that are left out are made, with a colour for each pixel or for two by two.
    boolean make = chroma == null || chroma[0] == chroma[1] && chroma[0] <= 2;
    return blocks.anyAbsent() && !make ? null : chroma == null ? new int[] {2, 2} : chroma;
  }

  @Override
  public TilePyramid pyramid() {
    return pyramid;
  }

  @Override
  public boolean has(int z) {
    return levels.get(z) != null;
  }

  private Level level(int z) {
    return Objects.requireNonNull(levels.get(z));
  }

  @Override
  public int[] chroma(int z) {
    return level(z).chroma.clone();
  }

  @Override
  public byte @Nullable [] jpeg(int z, int x, int y) throws IOException {
    Level level = level(z);
    return level.blocks.absent(0, x, y)
        ? null
        : JfifStream.whole(level.tables, level.blocks.bytes(0, x, y));
  }

  @Override
  public byte @Nullable [] valid(int z, int x, int y) throws IOException {
    TiffBlocks mask = level(z).mask;
    if (mask == null) {
      return null;
    }
    int area = pyramid.tileSize() * pyramid.tileSize();
    if (mask.absent(0, x, y)) {
      return new byte[area];
    }
    try {
      return MaskTile.unpack(mask.bytes(0, x, y), area);
    } catch (DataFormatException e) {
      throw Fault.unacceptable(
          "bad-block", "mask block %d, %d of an overview: %s".formatted(x, y, e.getMessage()));
    }
  }
}
