package org.graticule.image.format;

import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReader;
import java.awt.Rectangle;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;
import org.jspecify.annotations.Nullable;

/**
 * Windows of a TIFF: plain, lossless and JPEG ones by our own block decoders, everything else
 * through ImageIO-ext's reader, named by class because the JDK has one of its own (which
 * ImageIO-ext takes off the list). A pixel is valid where every word on validity agrees: masks,
 * alpha above 0, and in at least one colour band a value that is neither nodata nor NaN. One
 * thread.
 */
final class TiffWindows implements ImageSource.WindowReader {
  private final TiffSource source;
  private final @Nullable TIFFImageReader reader;
  private final @Nullable BlockWindows blocks;
  private final List<TIFFImageReader> masks = new ArrayList<>();

  TiffWindows(TiffSource source) throws IOException {
    this.source = source;
    this.blocks = source.blockWindows().orElse(null);
    this.reader = blocks == null ? TiffSource.imageReader(source.path()) : null;
    for (TiffMask mask : source.masks()) {
      masks.add(TiffSource.imageReader(mask.path()));
    }
  }

  @Override
  public void read(int x, int y, int width, int height, Samples into) throws IOException {
    Rectangle window = new Rectangle(x, y, width, height);
    into.reshape(width, height);
    if (leftOut(x, y, into)) {
      PixelGrid all = new PixelGrid(width, height);
      into.erase(0, 0, all, source.nodata().orElse(0));
      return;
    }
    if (blocks != null) {
      blocks.read(x, y, into);
    } else if (reader != null) {
      RasterCopy.copy(decode(reader, 0, window), into);
      uninvert(into);
    }
    for (int i = 0; i < masks.size(); i++) {
      mask(decode(masks.get(i), source.masks().get(i).image(), window), into);
    }
    absent(x, y, into);
    alpha(into);
    nodata(into);
  }

  /** ImageIO-ext turns samples over where 0 is white; they are wanted as they are stored. */
  private void uninvert(Samples into) {
    TiffLayout layout = source.layout();
    if (layout.photometric() != TiffLayout.WHITE_IS_ZERO || layout.bits() > 16) {
      return;
    }
    int length = into.width() * into.height() * into.bands();
    int top = (1 << layout.bits()) - 1;
    for (int i = 0; i < length; i++) {
      if (into.type().bytes() == 1) {
        into.bytes()[i] = (byte) (top - (into.bytes()[i] & 0xff));
      } else {
        into.shorts()[i] = (short) (top - into.shorts()[i]);
      }
    }
  }

  /** Whether the file has none of a window's blocks, and what it leaves out has no data. */
  private boolean leftOut(int x, int y, Samples into) {
    if (source.nodata().isEmpty() || !source.blocks().anyAbsent()) {
      return false;
    }
    PixelGrid block = source.layout().block();
    for (int down = y / block.height(); down * block.height() < y + into.height(); down++) {
      for (int across = x / block.width(); across * block.width() < x + into.width(); across++) {
        if (!source.blocks().absent(0, across, down)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Blocks that the file leaves out have no data where the file says what no data is. */
  private void absent(int x, int y, Samples into) {
    if (source.nodata().isEmpty() || !source.blocks().anyAbsent()) {
      return;
    }
    PixelGrid block = source.layout().block();
    int lastAcross = (x + into.width() - 1) / block.width();
    int lastDown = (y + into.height() - 1) / block.height();
    for (int down = y / block.height(); down <= lastDown; down++) {
      for (int across = x / block.width(); across <= lastAcross; across++) {
        if (source.blocks().absent(0, across, down)) {
          into.erase(
              across * block.width() - x,
              down * block.height() - y,
              block,
              source.nodata().getAsDouble());
        }
      }
    }
  }

  private Raster decode(TIFFImageReader from, int image, Rectangle window) throws IOException {
    ImageReadParam parameters = from.getDefaultReadParam();
    parameters.setSourceRegion(window);
    try {
      return from.read(image, parameters).getRaster();
    } catch (IOException | RuntimeException e) {
      throw Fault.unacceptable(
          "bad-block",
          "the block at %d, %d cannot be decoded (compression %d): %s"
              .formatted(window.x, window.y, source.layout().compression(), e.getMessage()));
    }
  }

  /** A mask of several bands (one for each band of the image) is valid where any of them is. */
  private static void mask(Raster mask, Samples into) {
    byte[] valid = into.makeValid();
    int bands = mask.getNumBands();
    int[] row = new int[into.width() * bands];
    for (int y = 0; y < into.height(); y++) {
      mask.getPixels(mask.getMinX(), mask.getMinY() + y, into.width(), 1, row);
      for (int x = 0; x < into.width(); x++) {
        boolean any = false;
        for (int band = 0; band < bands; band++) {
          any |= row[x * bands + band] != 0;
        }
        if (!any) {
          valid[y * into.width() + x] = 0;
        }
      }
    }
  }

  private void alpha(Samples into) {
    int alpha = source.alphaBand();
    int pixels = into.width() * into.height();
    for (int i = 0; alpha >= 0 && i < pixels; i++) {
      if (into.value(i * into.bands() + alpha) == 0) {
        into.makeValid()[i] = 0;
      }
    }
  }

  private void nodata(Samples into) {
    boolean floating = into.type() == SampleType.FLOAT32 || into.type() == SampleType.FLOAT64;
    if (source.nodata().isEmpty() && !floating) {
      return;
    }
    // A nodata of a 32-bit float is written as text: compare as the samples are stored.
    double hole = source.nodata().orElse(Double.NaN);
    if (into.type() == SampleType.FLOAT32) {
      hole = (float) hole;
    }
    int bands = into.bands();
    int pixels = into.width() * into.height();
    for (int i = 0; i < pixels; i++) {
      boolean any = false;
      for (int band = 0; band < bands && !any; band++) {
        double value = into.value(i * bands + band);
        any = band != source.alphaBand() && value != hole && !Double.isNaN(value);
      }
      if (!any) {
        into.makeValid()[i] = 0;
      }
    }
  }

  @Override
  public void close() throws IOException {
    if (reader != null) {
      TiffSource.close(reader);
    }
    if (blocks != null) {
      blocks.close();
    }
    for (TIFFImageReader mask : masks) {
      TiffSource.close(mask);
    }
  }
}
