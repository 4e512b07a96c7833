package org.graticule.image.cog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.image.tiff.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pyramid as one GeoTIFF: directories first (full size, then each overview, each followed
 * by its mask where anything is masked), then the tiles, coarsest level first. Each tile is a whole
 * JFIF stream, so that a tile can be sent as a range of the file. Tiles of all levels may come
 * interleaved, but row-major within a level. One thread.
 */
public final class CogWriter implements Closeable {
  private static final long CLASSIC_LIMIT = 0xffff_0000L;
  private static final int JPEG = 7;
  private static final int DEFLATE = 8;
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  private final TilePyramid pyramid;
  private final int channels;
  private final TileProfile profile;
  private final GeoTags geo;
  private final byte[] fullMask;
  private final List<LevelFile> levels = new ArrayList<>();

  /**
   * @param folder for unnamed temporary files, on the disk of the result
   * @param channels 1 for gray, 3 for colour
   * @param fullMask the compressed mask tile of a tile that is valid everywhere
   */
  public CogWriter(
      Path folder,
      TilePyramid pyramid,
      int channels,
      TileProfile profile,
      GeoTags geo,
      byte[] fullMask)
      throws IOException {
    this.pyramid = pyramid;
    this.channels = channels;
    this.profile = profile;
    this.geo = geo;
    this.fullMask = fullMask.clone();
    for (int z = 0; z < pyramid.levels(); z++) {
      levels.add(new LevelFile(folder, pyramid.columns(z) * pyramid.rows(z)));
    }
  }

  /**
   * The next tile of a level.
   *
   * @param jpeg null for a tile without any valid pixel
   * @param mask compressed; null where every pixel is valid, or none
   */
  public void append(int z, byte @Nullable [] jpeg, byte @Nullable [] mask) throws IOException {
    levels.get(z).append(jpeg, mask);
  }

  public boolean masked() {
    return levels.stream().anyMatch(LevelFile::masked);
  }

  /** Writes the file and forces it to disk; the caller gives it its final name. */
  public void finish(Path file) throws IOException {
    finish(file, CLASSIC_LIMIT);
  }

  /**
   * @param classicLimit bytes from which on offsets are written with eight bytes
   */
  void finish(Path file, long classicLimit) throws IOException {
    if (!levels.stream().allMatch(LevelFile::complete)) {
      throw new IllegalStateException("tiles are missing");
    }
    long content = levels.stream().mapToLong(level -> level.length() + fullMask.length).sum();
    boolean big =
        content + directories(true, 0).stream().mapToLong(IfdBytes::size).sum() > classicLimit;
    long head = big ? 16 : 8;
    long start = head + directories(big, 0).stream().mapToLong(IfdBytes::size).sum();
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(out, head(big));
      List<IfdBytes> directories = directories(big, start);
      long at = head;
      for (int i = 0; i < directories.size(); i++) {
        write(out, directories.get(i).write(at, i == directories.size() - 1));
        at += directories.get(i).size();
      }
      for (LevelFile level : levels) {
        if (masked()) {
          write(out, fullMask);
        }
        level.copyTo(out);
      }
      out.force(true);
    }
  }

  private List<IfdBytes> directories(boolean big, long start) {
    List<IfdBytes> directories = new ArrayList<>();
    boolean masked = masked();
    long at = start;
    for (int z = 0; z < levels.size(); z++) {
      LevelFile level = levels.get(z);
      long tiles = at + (masked ? fullMask.length : 0);
      List<IfdBytes> pair = new ArrayList<>();
      pair.add(image(big, z, level.imageOffsets(tiles), level.imageBytes()));
      if (masked) {
        pair.add(mask(big, z, level.maskOffsets(tiles, at), level.maskBytes(fullMask.length)));
      }
      directories.addAll(0, pair);
      at = tiles + level.length();
    }
    return directories;
  }

  private IfdBytes image(boolean big, int z, long[] offsets, int[] sizes) {
    IfdBytes ifd = common(big, z, 0, offsets, sizes);
    int shared = profile.chroma() == TileProfile.Chroma.QUARTER ? 2 : 1;
    if (channels == 3) {
      ifd.shorts(Tag.BITS_PER_SAMPLE, 8, 8, 8)
          .shorts(Tag.PHOTOMETRIC, 6)
          .shorts(Tag.SAMPLES_PER_PIXEL, 3)
          .shorts(Tag.YCBCR_SUBSAMPLING, shared, shared)
          .wholeRationals(Tag.REFERENCE_BLACK_WHITE, 0, 255, 128, 255, 128, 255);
    } else {
      ifd.shorts(Tag.BITS_PER_SAMPLE, 8)
          .shorts(Tag.PHOTOMETRIC, 1)
          .shorts(Tag.SAMPLES_PER_PIXEL, 1);
    }
    ifd.shorts(Tag.COMPRESSION, JPEG);
    if (z == pyramid.maxZoom()) {
      ifd.doubles(Tag.MODEL_PIXEL_SCALE, geo.pixelScale())
          .doubles(Tag.MODEL_TIEPOINT, geo.tiePoints())
          .doubles(Tag.MODEL_TRANSFORMATION, geo.transformation());
      if (geo.keys().length > 0) {
        ifd.shorts(Tag.GEO_KEY_DIRECTORY, geo.keys())
            .doubles(Tag.GEO_DOUBLE_PARAMS, geo.doubles())
            .ascii(Tag.GEO_ASCII_PARAMS, geo.ascii());
      }
    }
    return ifd;
  }

  private IfdBytes mask(boolean big, int z, long[] offsets, int[] sizes) {
    return common(big, z, MASK, offsets, sizes)
        .shorts(Tag.BITS_PER_SAMPLE, 1)
        .shorts(Tag.PHOTOMETRIC, 4)
        .shorts(Tag.SAMPLES_PER_PIXEL, 1)
        .shorts(Tag.COMPRESSION, DEFLATE);
  }

  private IfdBytes common(boolean big, int z, int kind, long[] offsets, int[] sizes) {
    PixelGrid size = pyramid.level(z);
    IfdBytes ifd = new IfdBytes(big);
    int reduced = z == pyramid.maxZoom() ? 0 : REDUCED;
    if (kind + reduced != 0) {
      ifd.longs(Tag.NEW_SUBFILE_TYPE, kind + reduced);
    }
    return ifd.longs(Tag.IMAGE_WIDTH, size.width())
        .longs(Tag.IMAGE_LENGTH, size.height())
        .shorts(Tag.PLANAR_CONFIGURATION, 1)
        .shorts(Tag.TILE_WIDTH, pyramid.tileSize())
        .shorts(Tag.TILE_LENGTH, pyramid.tileSize())
        .offsets(Tag.TILE_OFFSETS, offsets)
        .longs(Tag.TILE_BYTE_COUNTS, sizes);
  }

  private static byte[] head(boolean big) {
    ByteBuffer head = ByteBuffer.allocate(big ? 16 : 8).order(ByteOrder.LITTLE_ENDIAN);
    head.putShort((short) 0x4949).putShort((short) (big ? 43 : 42));
    if (big) {
      head.putShort((short) 8).putShort((short) 0).putLong(16);
    } else {
      head.putInt(8);
    }
    return head.array();
  }

  private static void write(FileChannel out, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  @Override
  public void close() throws IOException {
    for (LevelFile level : levels) {
      level.close();
    }
  }
}
