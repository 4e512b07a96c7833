package org.graticule.image.synthetic;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a scene as a GeoTIFF band by band, holding one band of tiles in memory. Above 4 GB it
 * becomes a BigTIFF.
 */
public final class SyntheticGeoTiff {
  private static final int BLOCK = 512;
  private static final int STRIP_ROWS = 64;

  /** How pixels are arranged in the file. */
  public enum Layout {
    TILES,
    STRIPS
  }

  /**
   * What to write.
   *
   * @param deflate compress each block, else store it
   * @param swath pixels outside are 0 and 0 is declared as "no data"; null for a full image
   */
  public record Options(Samples samples, Layout layout, boolean deflate, @Nullable Swath swath) {

    /** Tiled, compressed, 8-bit RGB. */
    public static Options plain() {
      return new Options(Samples.RGB8, Layout.TILES, true, null);
    }
  }

  private final SyntheticScene scene;
  private final Options options;
  private final int blockWidth;
  private final int blockHeight;
  private final int blocksAcross;
  private final long[] offsets;
  private final long[] sizes;

  private SyntheticGeoTiff(SyntheticScene scene, Options options) {
    this.scene = scene;
    this.options = options;
    boolean tiles = options.layout == Layout.TILES;
    blockWidth = tiles ? BLOCK : scene.width();
    blockHeight = tiles ? BLOCK : STRIP_ROWS;
    blocksAcross = (scene.width() + blockWidth - 1) / blockWidth;
    int blocks = blocksAcross * ((scene.height() + blockHeight - 1) / blockHeight);
    offsets = new long[blocks];
    sizes = new long[blocks];
  }

  /**
   * Renders and writes.
   *
   * @param progress told the percentage done after each band
   */
  public static void write(Path path, SyntheticScene scene, Options options, IntConsumer progress)
      throws IOException {
    new SyntheticGeoTiff(scene, options).write(path, progress);
  }

  private void write(Path path, IntConsumer progress) throws IOException {
    long raw = (long) scene.width() * scene.height() * options.samples.bytesPerPixel();
    boolean big = raw > 3_900_000_000L;
    Renderer renderer = new Renderer(scene, options.samples);
    try (FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      file.position(TiffDirectory.headerSize(big));
      for (int row = 0; row < renderer.bands(); row++) {
        Renderer.Piece band = renderer.band(row);
        blank(band);
        store(file, band);
        progress.accept(100 * (row + 1) / renderer.bands());
      }
      TiffDirectory directory = directory(big);
      long at = file.position() + (file.position() & 1);
      writeFully(file.position(at), ByteBuffer.wrap(directory.bytes(at)));
      writeFully(file.position(0), ByteBuffer.wrap(TiffDirectory.header(big, at)));
    }
  }

  private void blank(Renderer.Piece band) {
    if (options.swath == null) {
      return;
    }
    int size = options.samples.bytesPerPixel();
    for (int r = 0; r < band.height(); r++) {
      int[] valid = options.swath.columns(band.y() + r, band.width());
      int start = r * band.width() * size;
      Arrays.fill(band.pixels(), start, start + valid[0] * size, (byte) 0);
      Arrays.fill(band.pixels(), start + valid[1] * size, start + band.width() * size, (byte) 0);
    }
  }

  private void store(FileChannel file, Renderer.Piece band) throws IOException {
    int down = (band.height() + blockHeight - 1) / blockHeight;
    List<byte[]> blocks =
        IntStream.range(0, down * blocksAcross)
            .parallel()
            .mapToObj(k -> encode(block(band, k % blocksAcross, k / blocksAcross)))
            .toList();
    int first = band.y() / blockHeight * blocksAcross;
    for (int k = 0; k < blocks.size(); k++) {
      offsets[first + k] = file.position();
      sizes[first + k] = blocks.get(k).length;
      writeFully(file, ByteBuffer.wrap(blocks.get(k)));
    }
  }

  private byte[] block(Renderer.Piece band, int column, int row) {
    int size = options.samples.bytesPerPixel();
    int x = column * blockWidth;
    int width = Math.min(blockWidth, band.width() - x);
    int rows = Math.min(blockHeight, band.height() - row * blockHeight);
    int kept = options.layout == Layout.TILES ? blockHeight : rows;
    byte[] block = new byte[blockWidth * kept * size];
    for (int r = 0; r < rows; r++) {
      int from = ((row * blockHeight + r) * band.width() + x) * size;
      System.arraycopy(band.pixels(), from, block, r * blockWidth * size, width * size);
    }
    return block;
  }

  private byte[] encode(byte[] block) {
    if (!options.deflate) {
      return block;
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    ByteArrayOutputStream out = new ByteArrayOutputStream(block.length);
    try (DeflaterOutputStream zip = new DeflaterOutputStream(out, deflater)) {
      zip.write(block);
    } catch (IOException e) {
      throw new AssertionError("writing to memory", e);
    } finally {
      deflater.end();
    }
    return out.toByteArray();
  }

  private TiffDirectory directory(boolean big) {
    Samples s = options.samples;
    Georeference g = scene.georeference();
    TiffDirectory d = new TiffDirectory(big);
    d.longs(256, scene.width());
    d.longs(257, scene.height());
    d.shorts(258, IntStream.generate(() -> s.bits).limit(s.bands).toArray());
    d.shorts(259, options.deflate ? 8 : 1);
    d.shorts(262, 2);
    d.shorts(277, s.bands);
    d.shorts(284, 1);
    d.ascii(305, "Graticule synthetic scene, seed " + scene.seed());
    d.ascii(306, "2024:05:14 08:41:00");
    if (options.layout == Layout.TILES) {
      d.longs(322, blockWidth);
      d.longs(323, blockHeight);
      d.offsets(324, offsets);
      d.offsets(325, sizes);
    } else {
      d.offsets(273, offsets);
      d.longs(278, blockHeight);
      d.offsets(279, sizes);
    }
    if (s.bands > 3) {
      d.shorts(338, 0);
    }
    d.shorts(339, IntStream.generate(() -> 1).limit(s.bands).toArray());
    d.doubles(33550, g.gsd(), g.gsd(), 0);
    d.doubles(33922, 0, 0, 0, g.easting(), g.northing(), 0);
    // GeoKeys: projected model, pixel is area, the EPSG code, metres.
    d.shorts(
        34735, 1, 1, 0, 4, 1024, 0, 1, 1, 1025, 0, 1, 1, 3072, 0, 1, g.epsg(), 3076, 0, 1, 9001);
    if (options.swath != null) {
      d.ascii(42113, "0");
    }
    return d;
  }

  private static void writeFully(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }
}
