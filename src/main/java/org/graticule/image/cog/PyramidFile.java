package org.graticule.image.cog;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TilePyramid;
import org.graticule.image.tiff.Tag;

/**
 * How a pyramid lies in its file: directories first (full size, then each overview, each followed
 * by its mask where anything is masked), then the tiles, coarsest level first. What a tile is, its
 * owner knows. Tiles may come from several threads; everything else is for one.
 */
final class PyramidFile implements Closeable {
  private static final long CLASSIC_LIMIT = 0xffff_0000L;
  private static final int DEFLATE = 8;
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  private final TilePyramid pyramid;
  private final byte[] fullMask;
  private final List<LevelFile> levels = new ArrayList<>();

  /** Says what the tiles of a level are. */
  interface Description {
    void write(IfdBytes ifd, int z);
  }

  /**
   * @param folder for a file of each level, on the disk of the result; its owner removes them
   * @param name what these files begin with
   * @param planes tiles stored for each place
   * @param fullMask the compressed mask tile of a tile that is valid everywhere
   */
  PyramidFile(Path folder, String name, TilePyramid pyramid, int planes, byte[] fullMask)
      throws IOException {
    this.pyramid = pyramid;
    this.fullMask = fullMask;
    for (int z = 0; z < pyramid.levels(); z++) {
      Path path = folder.resolve(name + "-" + z + ".level");
      levels.add(new LevelFile(path, pyramid.columns(z) * pyramid.rows(z), planes));
    }
  }

  void save(DataOutputStream out) throws IOException {
    for (LevelFile level : levels) {
      level.save(out);
    }
  }

  void load(DataInputStream in) throws IOException {
    for (LevelFile level : levels) {
      level.load(in);
    }
  }

  LevelFile level(int z) {
    return levels.get(z);
  }

  boolean masked() {
    return levels.stream().anyMatch(LevelFile::masked);
  }

  /** Writes the file and forces it to disk; the caller gives it its final name. */
  void finish(Path file, Description description) throws IOException {
    finish(file, description, CLASSIC_LIMIT);
  }

  /**
   * @param classicLimit bytes from which on offsets are written with eight bytes
   */
  void finish(Path file, Description description, long classicLimit) throws IOException {
    if (!levels.stream().allMatch(LevelFile::complete)) {
      throw new IllegalStateException("tiles are missing");
    }
    long content = levels.stream().mapToLong(level -> level.length() + fullMask.length).sum();
    boolean big = content + size(directories(description, true, 0)) > classicLimit;
    long head = big ? 16 : 8;
    long start = head + size(directories(description, big, 0));
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      write(out, head(big));
      List<IfdBytes> directories = directories(description, big, start);
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

  private static long size(List<IfdBytes> directories) {
    return directories.stream().mapToLong(IfdBytes::size).sum();
  }

  private List<IfdBytes> directories(Description description, boolean big, long start) {
    List<IfdBytes> directories = new ArrayList<>();
    boolean masked = masked();
    long at = start;
    for (int z = 0; z < levels.size(); z++) {
      LevelFile level = levels.get(z);
      long tiles = at + (masked ? fullMask.length : 0);
      List<IfdBytes> pair = new ArrayList<>();
      IfdBytes image = directory(big, z, 0, level.imageOffsets(tiles), level.imageBytes());
      description.write(image, z);
      pair.add(image);
      if (masked) {
        pair.add(mask(big, z, level.maskOffsets(tiles, at), level.maskBytes(fullMask.length)));
      }
      directories.addAll(0, pair);
      at = tiles + level.length();
    }
    return directories;
  }

  private IfdBytes mask(boolean big, int z, long[] offsets, int[] sizes) {
    return directory(big, z, MASK, offsets, sizes)
        .shorts(Tag.BITS_PER_SAMPLE, 1)
        .shorts(Tag.PHOTOMETRIC, 4)
        .shorts(Tag.SAMPLES_PER_PIXEL, 1)
        .shorts(Tag.PLANAR_CONFIGURATION, 1)
        .shorts(Tag.COMPRESSION, DEFLATE);
  }

  private IfdBytes directory(boolean big, int z, int kind, long[] offsets, int[] sizes) {
    PixelGrid size = pyramid.level(z);
    IfdBytes ifd = new IfdBytes(big);
    int reduced = z == pyramid.maxZoom() ? 0 : REDUCED;
    if (kind + reduced != 0) {
      ifd.longs(Tag.NEW_SUBFILE_TYPE, kind + reduced);
    }
    return ifd.longs(Tag.IMAGE_WIDTH, size.width())
        .longs(Tag.IMAGE_LENGTH, size.height())
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
