package org.graticule.image.cog;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.DataFormatException;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.PixelToGround;
import org.graticule.geo.TilePyramid;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.store.ByteSource;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;
import org.graticule.image.tiff.TiffFile;
import org.jspecify.annotations.Nullable;

/**
 * A pyramid written by {@link CogWriter}, opened once: where each tile is in the file, so that it
 * can be sent without decoding, and its pixels and mask for whoever renders. All positions are in
 * memory, reads are positional: thread-safe until closed. Owns the file.
 */
public final class CogReader implements Closeable {
  /** Side of what is decoded at once where tiles allow it: a drawn tile is seldom all of four. */
  private static final int PART = 256;

  private static final int JPEG = 7;
  private static final int DEFLATE = 8;
  private static final int REDUCED = 1;
  private static final int MASK = 4;

  private final TiffFile file;
  private final MemorySegment pages;
  private final Residency residency = new Residency();
  private final TilePyramid pyramid;
  private final int channels;
  private final List<TileIndex> images;
  private final @Nullable List<TileIndex> masks;
  private final int partSize;

  /** A part of the file. */
  public record Range(long offset, int length) {}

  /**
   * A decoded tile, always of full size: beyond the right and lower edges of the image pixels are
   * padding. Pixels are interleaved gray or red, green, blue.
   *
   * @param valid one byte a pixel, 0 where there is no data; null where every pixel has
   */
  public record Tile(int size, int channels, byte[] pixels, byte @Nullable [] valid) {}

  private CogReader(
      TiffFile file,
      TilePyramid pyramid,
      int channels,
      List<TileIndex> images,
      @Nullable List<TileIndex> masks)
      throws IOException {
    this.file = file;
    Optional<FileChannel> local = file.source().channel();
    // Unmapped when nothing refers to it any more: a send may outlast this reader.
    this.pages =
        local.isPresent()
            ? local
                .get()
                .map(FileChannel.MapMode.READ_ONLY, 0, file.length(), Arena.ofAuto())
                .asReadOnly()
            : MemorySegment.NULL;
    this.pyramid = pyramid;
    this.channels = channels;
    this.images = images;
    this.masks = masks;
    this.partSize = inParts() ? PART : pyramid.tileSize();
  }

  /** By the first tile there is: all have the markers, or all were taken over without. */
  private boolean inParts() throws IOException {
    TileIndex finest = images.getLast();
    for (int i = 0; i < finest.lengths().length; i++) {
      if (finest.lengths()[i] > 0) {
        byte[] jpeg = bytes(new Range(finest.offsets()[i], (int) finest.lengths()[i]));
        return pyramid.tileSize() % PART == 0
            && JpegParts.of(jpeg, pyramid.tileSize()).filter(parts -> parts.fit(PART)).isPresent();
      }
    }
    return false;
  }

  /** Opens a pyramid, refusing any TIFF that is not laid out as ours are. */
  public static CogReader open(Path path) throws IOException {
    return open(ByteSource.open(path));
  }

  /**
   * @param source becomes the reader's, and is closed where this fails
   */
  public static CogReader open(ByteSource source) throws IOException {
    TiffFile file = TiffFile.open(source, TiffBudget.standard());
    try {
      return read(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static CogReader read(TiffFile file) throws IOException {
    Ifd first = file.directories().getFirst();
    PixelGrid grid = TileIndex.size(first);
    int tileSize = Math.toIntExact(first.integer(Tag.TILE_WIDTH));
    TilePyramid pyramid = new TilePyramid(grid, tileSize);
    List<Ifd> images = new ArrayList<>();
    List<Ifd> masks = new ArrayList<>();
    for (Ifd ifd : file.directories()) {
      long kind = ifd.integer(Tag.NEW_SUBFILE_TYPE, 0);
      (((kind & MASK) != 0) ? masks : images).add(ifd);
      long expected = (kind & MASK) != 0 ? DEFLATE : JPEG;
      if (ifd.integer(Tag.COMPRESSION, 1) != expected || (kind & ~(REDUCED | MASK)) != 0) {
        throw Ifd.refuse(Tag.COMPRESSION, ifd.integer(Tag.COMPRESSION, 1), expected + "");
      }
    }
    int channels = (int) first.integer(Tag.SAMPLES_PER_PIXEL, 1);
    if (channels != 1 && channels != 3) {
      throw Ifd.refuse(Tag.SAMPLES_PER_PIXEL, channels, "1 or 3");
    }
    return new CogReader(
        file,
        pyramid,
        channels,
        TileIndex.levels(images, pyramid, 1, file.length()),
        masks.isEmpty() ? null : TileIndex.levels(masks, pyramid, 1, file.length()));
  }

  public TilePyramid pyramid() {
    return pyramid;
  }

  /**
   * What the file says of its place on the ground, for another file with this mapping.
   *
   * @param mapping null for none
   */
  public GeoTags geoTags(@Nullable PixelToGround mapping) {
    Ifd first = file.directories().getFirst();
    if (!first.has(Tag.GEO_KEY_DIRECTORY)) {
      return new GeoTags(new int[0], new double[0], "", mapping);
    }
    int[] keys =
        Arrays.stream(first.integers(Tag.GEO_KEY_DIRECTORY)).mapToInt(Math::toIntExact).toArray();
    return new GeoTags(
        keys,
        first.has(Tag.GEO_DOUBLE_PARAMS) ? first.doubles(Tag.GEO_DOUBLE_PARAMS) : new double[0],
        first.text(Tag.GEO_ASCII_PARAMS).orElse(""),
        mapping);
  }

  /** 1 for gray, 3 for colour. */
  public int channels() {
    return channels;
  }

  /** Bytes of the pyramid. */
  public long length() throws IOException {
    return file.length();
  }

  /** Where the JPEG of a tile is; empty for a tile without data, not found outside the grid. */
  public Optional<Range> range(int z, int x, int y) {
    return range(images, z, x, y);
  }

  /** Whether any pixel of the image is masked. */
  public boolean masked() {
    return masks != null;
  }

  private Optional<Range> range(List<TileIndex> levels, int z, int x, int y) {
    if (!pyramid.contains(z, x, y)) {
      throw Fault.notFound();
    }
    int tile = y * pyramid.columns(z) + x;
    long length = levels.get(z).lengths()[tile];
    return length == 0
        ? Optional.empty()
        : Optional.of(new Range(levels.get(z).offsets()[tile], (int) length));
  }

  /**
   * The JPEG of a tile as a view of the file's pages, or of what was read of an object; empty where
   * there is no tile with data, or not all of it is in memory now, so that reading it would wait
   * for the disk or for a store. Stays valid as long as it is referred to.
   */
  public Optional<ByteBuffer> resident(int z, int x, int y) {
    Optional<Range> range = range(z, x, y);
    if (range.isEmpty()) {
      return Optional.empty();
    }
    if (pages.byteSize() == 0) {
      return file.source().resident(range.get().offset(), range.get().length());
    }
    MemorySegment tile = pages.asSlice(range.get().offset(), range.get().length());
    return residency.holds(tile, range.get().offset())
        ? Optional.of(tile.asByteBuffer())
        : Optional.empty();
  }

  /** The JPEG of a tile as it is in the file. */
  public Optional<byte[]> jpeg(int z, int x, int y) throws IOException {
    Optional<Range> range = range(z, x, y);
    return range.isEmpty() ? Optional.empty() : Optional.of(bytes(range.get()));
  }

  /** Side in pixels of the squares that can be decoded apart; tiles are whole numbers of them. */
  public int partSize() {
    return partSize;
  }

  /**
   * Decodes a square of a level; empty where its tile has no data.
   *
   * @param x of the square, in squares of {@link #partSize}
   * @param codec of the calling thread
   */
  public Optional<Tile> part(int z, int x, int y, JpegCodec codec) throws IOException {
    int each = pyramid.tileSize() / partSize;
    if (each == 1) {
      return tile(z, x, y, codec);
    }
    Optional<byte[]> jpeg = jpeg(z, x / each, y / each);
    if (jpeg.isEmpty()) {
      return Optional.empty();
    }
    Optional<JpegParts> parts =
        JpegParts.of(jpeg.get(), pyramid.tileSize()).filter(p -> p.fit(partSize));
    byte[] whole = valid(z, x / each, y / each);
    byte @Nullable [] valid = whole == null ? null : cut(whole, 1, x % each, y % each);
    byte[] pixels;
    if (parts.isPresent()) {
      byte[] part = parts.get().part(x % each, y % each, partSize);
      pixels = codec.decode(part, partSize, partSize, channels);
    } else {
      int size = pyramid.tileSize();
      pixels = cut(codec.decode(jpeg.get(), size, size, channels), channels, x % each, y % each);
    }
    return Optional.of(new Tile(partSize, channels, pixels, valid));
  }

  private byte[] cut(byte[] tile, int each, int x, int y) {
    byte[] part = new byte[partSize * partSize * each];
    for (int row = 0; row < partSize; row++) {
      int from = (y * partSize + row) * pyramid.tileSize() + x * partSize;
      System.arraycopy(tile, from * each, part, row * partSize * each, partSize * each);
    }
    return part;
  }

  /**
   * Decodes a tile; empty where it has no data.
   *
   * @param codec of the calling thread
   */
  public Optional<Tile> tile(int z, int x, int y, JpegCodec codec) throws IOException {
    Optional<byte[]> jpeg = jpeg(z, x, y);
    if (jpeg.isEmpty()) {
      return Optional.empty();
    }
    int size = pyramid.tileSize();
    byte[] pixels = codec.decode(jpeg.get(), size, size, channels);
    return Optional.of(new Tile(size, channels, pixels, valid(z, x, y)));
  }

  /** One byte a pixel of the tile, 0 where there is no data; null where every pixel has. */
  public byte @Nullable [] valid(int z, int x, int y) throws IOException {
    if (masks == null) {
      return null;
    }
    int area = pyramid.tileSize() * pyramid.tileSize();
    Optional<Range> range = range(masks, z, x, y);
    if (range.isEmpty()) {
      return new byte[area];
    }
    try {
      byte[] valid = MaskTile.unpack(bytes(range.get()), area);
      boolean all = true;
      for (byte one : valid) {
        all &= one != 0;
      }
      return all ? null : valid;
    } catch (DataFormatException e) {
      throw TileIndex.layout("a damaged mask tile", "deflate: " + e.getMessage());
    }
  }

  private byte[] bytes(Range range) throws IOException {
    return file.source().bytes(range.offset(), range.length());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
