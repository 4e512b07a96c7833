package org.graticule.image.cog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import org.graticule.fault.Fault;
import org.graticule.geo.LosslessProfile.Codec;
import org.graticule.geo.TilePyramid;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.graticule.image.store.ByteSource;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;
import org.graticule.image.tiff.TiffFile;
import org.jspecify.annotations.Nullable;

/**
 * A lossless pyramid written by {@link AnalyticWriter}, opened once: samples of any band as the
 * original has them, with their validity. All positions are in memory, reads are positional:
 * thread-safe until closed. Owns the file. It keeps no decoded tile.
 */
public final class AnalyticReader implements Closeable {
  private static final int MASK = 4;

  private final TiffFile file;
  private final TilePyramid pyramid;
  private final SampleType type;
  private final int bands;
  private final Codec codec;
  private final OptionalDouble nodata;
  private final List<TileIndex> images;
  private final @Nullable List<TileIndex> masks;

  private AnalyticReader(TiffFile file) throws IOException {
    Ifd first = file.directories().getFirst();
    this.file = file;
    this.pyramid =
        new TilePyramid(TileIndex.size(first), Math.toIntExact(first.integer(Tag.TILE_WIDTH)));
    this.bands = Math.toIntExact(first.integer(Tag.SAMPLES_PER_PIXEL, 1));
    this.type = type(first);
    this.codec = codec(first);
    this.nodata =
        first.text(Tag.GDAL_NODATA).map(AnalyticReader::number).orElse(OptionalDouble.empty());
    List<Ifd> images = new ArrayList<>();
    List<Ifd> masks = new ArrayList<>();
    for (Ifd ifd : file.directories()) {
      (((ifd.integer(Tag.NEW_SUBFILE_TYPE, 0) & MASK) != 0) ? masks : images).add(ifd);
    }
    for (Ifd ifd : images) {
      if (ifd.integer(Tag.COMPRESSION, 1) != PlaneCodec.compression(codec)
          || ifd.integer(Tag.PREDICTOR, 1) != PlaneCodec.predictor(type)
          || bands > 1 && ifd.integer(Tag.PLANAR_CONFIGURATION, 1) != 2) {
        throw TileIndex.layout("tiles of another kind", "as " + codec + " and bands apart");
      }
    }
    long length = file.length();
    this.images = TileIndex.levels(images, pyramid, bands, length);
    this.masks = masks.isEmpty() ? null : TileIndex.levels(masks, pyramid, 1, length);
  }

  /** Opens a pyramid, refusing any TIFF that is not laid out as ours are. */
  public static AnalyticReader open(Path path) throws IOException {
    return open(ByteSource.open(path));
  }

  /**
   * @param source becomes the reader's, and is closed where this fails
   */
  public static AnalyticReader open(ByteSource source) throws IOException {
    TiffFile file = TiffFile.open(source, TiffBudget.standard());
    try {
      return new AnalyticReader(file);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private static SampleType type(Ifd ifd) {
    long bits = ifd.integer(Tag.BITS_PER_SAMPLE, 1);
    long format = ifd.integer(Tag.SAMPLE_FORMAT, 1);
    for (SampleType type : SampleType.values()) {
      if (8L * type.storedBytes() == bits && AnalyticContent.format(type) == format) {
        return type;
      }
    }
    throw Ifd.refuse(Tag.BITS_PER_SAMPLE, bits + " of format " + format, "those of SampleType");
  }

  private static Codec codec(Ifd ifd) {
    long compression = ifd.integer(Tag.COMPRESSION, 1);
    for (Codec codec : Codec.values()) {
      if (PlaneCodec.compression(codec) == compression) {
        return codec;
      }
    }
    throw Ifd.refuse(Tag.COMPRESSION, compression, "zstd (50000) or deflate (8)");
  }

  private static OptionalDouble number(String text) {
    return switch (text.trim()) {
      case "nan" -> OptionalDouble.of(Double.NaN);
      case "inf" -> OptionalDouble.of(Double.POSITIVE_INFINITY);
      case "-inf" -> OptionalDouble.of(Double.NEGATIVE_INFINITY);
      default -> OptionalDouble.of(Double.parseDouble(text.trim()));
    };
  }

  public TilePyramid pyramid() {
    return pyramid;
  }

  /** All bands of the original, in its order, without alpha. */
  public int bands() {
    return bands;
  }

  public SampleType sampleType() {
    return type;
  }

  /** The value that a band has where that band alone has no data. */
  public OptionalDouble nodata() {
    return nodata;
  }

  /** Whether any pixel of the image is masked. */
  public boolean masked() {
    return masks != null;
  }

  /**
   * All bands of a tile, always of full size: beyond the right and lower edges of the image samples
   * and validity are padding.
   *
   * @param into of {@link #sampleType} and {@link #bands}; takes the tile's shape
   * @return false for a tile without any valid pixel, which leaves the samples undefined
   * @throws Fault not found outside the pyramid; {@code bad-pyramid} where the tile is damaged
   */
  public boolean tile(int z, int x, int y, Samples into) throws IOException {
    return tile(z, x, y, IntStream.range(0, bands).toArray(), into);
  }

  /**
   * Some bands of a tile; the others are not read.
   *
   * @param wanted indexes of bands, in the order that the samples will have them
   */
  public boolean tile(int z, int x, int y, int[] wanted, Samples into) throws IOException {
    if (!pyramid.contains(z, x, y)) {
      throw Fault.notFound();
    }
    if (into.type() != type || into.bands() != wanted.length) {
      throw new IllegalArgumentException(
          "samples of "
              + into.bands()
              + " x "
              + into.type()
              + " for "
              + wanted.length
              + " "
              + type);
    }
    int tile = y * pyramid.columns(z) + x;
    TileIndex index = images.get(z);
    if (index.lengths()[tile] == 0) {
      return false;
    }
    int size = pyramid.tileSize();
    into.reshape(size, size);
    if (!valid(z, tile, into)) {
      return false;
    }
    Plane plane = Plane.of(type, size, nodata);
    PlaneCodec planes = new PlaneCodec(codec, 1, plane.bytes().length);
    int tiles = pyramid.columns(z) * pyramid.rows(z);
    for (int i = 0; i < wanted.length; i++) {
      int at = wanted[i] * tiles + tile;
      try {
        planes.decode(bytes(index, at), plane);
      } catch (DataFormatException e) {
        throw TileIndex.layout(
            "a damaged tile %d, %d, %d of band %d".formatted(z, x, y, wanted[i] + 1),
            e.getMessage());
      }
      plane.gather(into, i);
    }
    return true;
  }

  private boolean valid(int z, int tile, Samples into) throws IOException {
    if (masks == null) {
      return true;
    }
    TileIndex index = masks.get(z);
    if (index.lengths()[tile] == 0) {
      return false;
    }
    byte[] valid;
    try {
      valid = MaskTile.unpack(bytes(index, tile), pyramid.tileSize() * pyramid.tileSize());
    } catch (DataFormatException e) {
      throw TileIndex.layout("a damaged mask tile on level " + z, "deflate");
    }
    int count = 0;
    for (byte one : valid) {
      count += one;
    }
    if (count < valid.length) {
      System.arraycopy(valid, 0, into.makeValid(), 0, valid.length);
    }
    return count > 0;
  }

  private byte[] bytes(TileIndex index, int at) throws IOException {
    return file.source().bytes(index.offsets()[at], (int) index.lengths()[at]);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
