package org.graticule.image.format;

import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;

/**
 * JPEG tiles and strips, decoded component by component and coloured as the TIFF says. ImageIO-ext
 * takes four components for ink and does not mind a stream of another size; this does neither. One
 * thread.
 */
final class JpegDecoder implements BlockDecoder {
  private static final int END_OF_IMAGE = 0xd9;

  private final TiffLayout layout;
  private final TiffBlocks blocks;
  private final byte[] tables;
  private final ImageReader reader = ImageIO.getImageReadersByFormatName("jpeg").next();

  /**
   * @param tables the shared JPEGTables; empty without
   */
  JpegDecoder(TiffLayout layout, TiffBlocks blocks, byte[] tables) {
    this.layout = layout;
    this.blocks = blocks;
    this.tables = tables;
  }

  @Override
  public ByteBuffer decode(int plane, int column, int row) throws IOException {
    byte[] stream = spliced(blocks.bytes(plane, column, row));
    PixelGrid block = layout.block();
    int rows = Math.min(block.height(), layout.grid().height() - row * block.height());
    int components = layout.planar() ? 1 : layout.samples();
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(stream))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      boolean fits =
          width == block.width() && (height == block.height() || !layout.tiled() && height == rows);
      if (!fits) {
        throw broken(
            column, row, "is a JPEG of %d x %d; allowed: %s".formatted(width, height, block));
      }
      Raster raster = reader.readRaster(0, null);
      if (raster.getNumBands() != components) {
        throw broken(
            column,
            row,
            "is a JPEG of " + raster.getNumBands() + " components; allowed: " + components);
      }
      byte[] pixels = new byte[width * height * components];
      raster.getDataElements(0, 0, width, height, pixels);
      if (layout.photometric() == TiffLayout.YCBCR && !layout.planar()) {
        toRgb(pixels);
      }
      return ByteBuffer.wrap(pixels);
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw broken(column, row, "cannot be decoded as JPEG: " + e.getMessage());
    }
  }

  private static Fault broken(int column, int row, String what) {
    return Fault.unacceptable("bad-block", "block %d, %d %s".formatted(column, row, what));
  }

  /** The shared tables without their end, then the stream without its start. */
  private byte[] spliced(byte[] stream) {
    int end = tables.length;
    if (end < 4 || stream.length < 4) {
      return stream;
    }
    if ((tables[end - 1] & 0xff) == END_OF_IMAGE) {
      end -= 2;
    }
    byte[] whole = Arrays.copyOf(tables, end + stream.length - 2);
    System.arraycopy(stream, 2, whole, end, stream.length - 2);
    return whole;
  }

  /** JFIF's conversion in the fixed point arithmetic of the IJG's jdcolor.c, to the same bit. */
  private static void toRgb(byte[] pixels) {
    for (int i = 0; i + 2 < pixels.length; i += 3) {
      int luma = pixels[i] & 0xff;
      int blue = (pixels[i + 1] & 0xff) - 128;
      int red = (pixels[i + 2] & 0xff) - 128;
      pixels[i] = clamped(luma + ((91_881 * red + 32_768) >> 16));
      pixels[i + 1] = clamped(luma + ((-22_554 * blue - 46_802 * red + 32_768) >> 16));
      pixels[i + 2] = clamped(luma + ((116_130 * blue + 32_768) >> 16));
    }
  }

  private static byte clamped(int value) {
    return (byte) Math.clamp(value, 0, 255);
  }

  @Override
  public void close() {
    reader.dispose();
  }
}
