package org.graticule.image.cog;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.graticule.geo.LosslessProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.ImageSource;
import org.graticule.image.Samples;
import org.graticule.image.tiff.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Writes the lossless pyramid: bands apart, so that who needs three of them reads three. Rows of
 * tiles of the finest level come first, top down; each coarser level is then made from the tiles of
 * the finer one, so that memory does not grow with the area of the image. {@link #place}, {@link
 * #encode} and {@link #halve} may be called by several threads for different parts.
 */
public final class AnalyticWriter implements Closeable {
  private final TilePyramid pyramid;
  private final AnalyticContent content;
  private final LosslessProfile profile;
  private final TileRow row;
  private final PyramidFile file;

  /** Buffers and codec of one thread. */
  public final class Coder {
    private final Plane fine = Plane.of(content.type(), pyramid.tileSize(), content.nodata());
    private final Plane plane = Plane.of(content.type(), pyramid.tileSize(), content.nodata());
    private final byte[] valid = new byte[pyramid.tileSize() * pyramid.tileSize()];
    private final PlaneCodec codec =
        new PlaneCodec(profile.codec(), profile.level(), plane.bytes().length);
  }

  /** A finer tile that becomes a quarter of a coarser one. */
  private record Quarter(int tile, Window window, byte @Nullable [] valid, int left, int top) {}

  /**
   * @param folder for a file of each level, on the disk of the result; its owner removes them
   */
  public AnalyticWriter(
      Path folder, TilePyramid pyramid, ImageSource source, LosslessProfile profile)
      throws IOException {
    int size = pyramid.tileSize();
    this.pyramid = pyramid;
    this.content = AnalyticContent.of(source);
    this.profile = profile;
    int sample = content.type().storedBytes();
    this.file =
        new PyramidFile(folder, "analytic", pyramid, content.count(), MaskTile.full(size * size));
    this.row =
        new TileRow(folder, pyramid.columns(pyramid.maxZoom()), size, sample, content.bands());
  }

  /** Between two rows of tiles: keeps where the tiles are, and the tiles themselves on disk. */
  public void save(DataOutputStream out) throws IOException {
    file.save(out);
  }

  /** Goes on where a writer of the same pyramid was saved in the same folder. */
  public void load(DataInputStream in) throws IOException {
    file.load(in);
  }

  public Coder coder() {
    return new Coder();
  }

  /** Puts a window of the source into the present row of tiles. */
  public void place(Samples samples, Window window) {
    row.place(samples, window.x(), window.y() % pyramid.tileSize());
  }

  /** Packs a tile of the present row, which is whole. */
  public void encode(Coder coder, int x, int y) throws IOException {
    int z = pyramid.maxZoom();
    Window window = pyramid.window(z, x, y);
    row.loadValid(x, coder.valid);
    long seen = pad(coder.valid, window);
    boolean cleared = seen == 0;
    byte[][] images = new byte[content.count()][];
    for (int band = 0; band < images.length; band++) {
      row.load(x, band, coder.plane.bytes());
      coder.plane.pad(window.width(), window.height());
      cleared = cleared && coder.plane.cleared();
      images[band] = coder.codec.encode(coder.plane);
    }
    put(z, x, y, cleared ? null : images, coder.valid, seen);
  }

  private void put(int z, int x, int y, byte @Nullable [][] images, byte[] valid, long seen)
      throws IOException {
    byte[] mask = images == null || seen == valid.length ? null : MaskTile.pack(valid);
    file.level(z).put(y * pyramid.columns(z) + x, images, mask);
  }

  /** Makes a tile of a coarser level from the next finer level, which is whole. */
  public void halve(Coder coder, int z, int x, int y) throws IOException {
    Window window = pyramid.window(z, x, y);
    LevelFile finer = file.level(z + 1);
    Arrays.fill(coder.valid, (byte) 0);
    Quarter[] quarters = quarters(coder, z, x, y);
    long seen = pad(coder.valid, window);
    if (seen == 0) {
      put(z, x, y, null, coder.valid, 0);
      return;
    }
    byte[][] images = new byte[content.count()][];
    for (int band = 0; band < images.length; band++) {
      coder.plane.clear();
      for (Quarter quarter : quarters) {
        if (quarter != null) {
          decode(coder, finer.image(quarter.tile, band));
          Window w = quarter.window;
          coder.plane.halve(
              coder.fine, quarter.valid, w.width(), w.height(), quarter.left, quarter.top);
        }
      }
      coder.plane.pad(window.width(), window.height());
      images[band] = coder.codec.encode(coder.plane);
    }
    put(z, x, y, images, coder.valid, seen);
  }

  /** Where there are finer tiles; marks what is valid in the coarser one. */
  private @Nullable Quarter[] quarters(Coder coder, int z, int x, int y) throws IOException {
    LevelFile finer = file.level(z + 1);
    int half = pyramid.tileSize() / 2;
    @Nullable Quarter[] quarters = new Quarter[4];
    for (int i = 0; i < 4; i++) {
      int column = 2 * x + (i & 1);
      int line = 2 * y + (i >> 1);
      int tile = line * pyramid.columns(z + 1) + column;
      if (pyramid.contains(z + 1, column, line) && !finer.absent(tile)) {
        byte[] mask = finer.mask(tile);
        Quarter quarter =
            new Quarter(
                tile,
                pyramid.window(z + 1, column, line),
                mask == null ? null : unpack(mask),
                (i & 1) * half,
                (i >> 1) * half);
        markValid(coder.valid, quarter);
        quarters[i] = quarter;
      }
    }
    return quarters;
  }

  /** Valid where any pixel of the two by two is. */
  private void markValid(byte[] valid, Quarter quarter) {
    int size = pyramid.tileSize();
    for (int y = 0; y < quarter.window.height(); y++) {
      for (int x = 0; x < quarter.window.width(); x++) {
        int to = (quarter.top + y / 2) * size + quarter.left + x / 2;
        valid[to] |= quarter.valid == null ? 1 : quarter.valid[y * size + x];
      }
    }
  }

  /** Repeats the validity of the last column and row; returns how many pixels are valid. */
  private long pad(byte[] valid, Window window) {
    int size = pyramid.tileSize();
    long seen = 0;
    for (int y = 0; y < size; y++) {
      int from = Math.min(y, window.height() - 1) * size;
      for (int x = 0; x < size; x++) {
        byte value = valid[from + Math.min(x, window.width() - 1)];
        valid[y * size + x] = value;
        seen += value;
      }
    }
    return seen;
  }

  private byte[] unpack(byte[] mask) throws IOException {
    try {
      return MaskTile.unpack(mask, pyramid.tileSize() * pyramid.tileSize());
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
  }

  private static void decode(Coder coder, byte[] tile) throws IOException {
    try {
      coder.codec.decode(tile, coder.fine);
    } catch (DataFormatException e) {
      throw new IOException(e);
    }
  }

  /** Writes the file and forces it to disk; the caller gives it its final name. */
  public void finish(Path path) throws IOException {
    int compression = PlaneCodec.compression(profile.codec());
    file.finish(
        path,
        (ifd, z) -> {
          ifd.shorts(Tag.COMPRESSION, compression)
              .shorts(Tag.PREDICTOR, PlaneCodec.predictor(content.type()));
          content.describe(ifd, z == pyramid.maxZoom());
        });
  }

  @Override
  public void close() throws IOException {
    row.close();
    file.close();
  }
}
