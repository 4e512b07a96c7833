package org.graticule.image.format;

import it.geosolutions.imageioimpl.plugins.tiff.TIFFImageReader;
import java.awt.Rectangle;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageReadParam;
import org.graticule.fault.Fault;
import org.graticule.image.ImageSource;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;

/**
 * Windows of a TIFF through ImageIO-ext's reader, named by class because the JDK registers a reader
 * of its own. A pixel is valid where every word on validity agrees: masks, alpha above 0, and in at
 * least one colour band a value that is neither nodata nor NaN. One thread.
 */
final class TiffWindows implements ImageSource.WindowReader {
  private final TiffSource source;
  private final TIFFImageReader reader;
  private final List<TIFFImageReader> masks = new ArrayList<>();

  TiffWindows(TiffSource source) throws IOException {
    this.source = source;
    this.reader = TiffSource.imageReader(source.path());
    for (TiffMask mask : source.masks()) {
      masks.add(TiffSource.imageReader(mask.path()));
    }
  }

  @Override
  public void read(int x, int y, int width, int height, Samples into) throws IOException {
    Rectangle window = new Rectangle(x, y, width, height);
    Raster raster = decode(reader, 0, window);
    if (raster.getNumBands() != source.bands()
        || raster.getWidth() != width
        || raster.getHeight() != height) {
      throw Fault.unacceptable(
          "bad-block",
          "the block at %d, %d decodes to %d x %d with %d bands; allowed: %d x %d with %d"
              .formatted(
                  x,
                  y,
                  raster.getWidth(),
                  raster.getHeight(),
                  raster.getNumBands(),
                  width,
                  height,
                  source.bands()));
    }
    into.reshape(width, height);
    copy(raster, into);
    for (int i = 0; i < masks.size(); i++) {
      mask(decode(masks.get(i), source.masks().get(i).image(), window), into);
    }
    alpha(into);
    nodata(into);
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

  private static void copy(Raster raster, Samples into) {
    DataBuffer data = raster.getDataBuffer();
    if (raster.getSampleModel() instanceof ComponentSampleModel model && fits(data, into.type())) {
      for (int band = 0; band < into.bands(); band++) {
        int bank = model.getBankIndices()[band];
        int at =
            model.getOffset(
                    -raster.getSampleModelTranslateX() + raster.getMinX(),
                    -raster.getSampleModelTranslateY() + raster.getMinY(),
                    band)
                + data.getOffsets()[bank];
        for (int y = 0; y < into.height(); y++) {
          int to = y * into.width() * into.bands() + band;
          row(data, bank, at + y * model.getScanlineStride(), model.getPixelStride(), into, to);
        }
      }
      return;
    }
    double[] row = new double[into.width() * into.bands()];
    for (int y = 0; y < into.height(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, into.width(), 1, row);
      int to = y * row.length;
      switch (into.type().bytes()) {
        case 1 -> {
          for (int i = 0; i < row.length; i++) {
            into.bytes()[to + i] = (byte) row[i];
          }
        }
        case 2 -> {
          for (int i = 0; i < row.length; i++) {
            into.shorts()[to + i] = (short) row[i];
          }
        }
        default -> unpack(row, into, to);
      }
    }
  }

  /** Java has no unsigned 32-bit samples: they come back as negative integers. */
  private static void unpack(double[] row, Samples into, int to) {
    boolean unsigned = into.type() == SampleType.UINT32;
    for (int i = 0; i < row.length; i++) {
      into.doubles()[to + i] = unsigned && row[i] < 0 ? row[i] + 0x1p32 : row[i];
    }
  }

  private static boolean fits(DataBuffer data, SampleType type) {
    return type.bytes() == 1 && data instanceof DataBufferByte
        || type.bytes() == 2
            && (data instanceof DataBufferUShort || data instanceof DataBufferShort);
  }

  private static void row(DataBuffer data, int bank, int from, int stride, Samples into, int to) {
    int bands = into.bands();
    int width = into.width();
    if (data instanceof DataBufferByte bytes) {
      byte[] source = bytes.getBankData()[bank];
      byte[] target = into.bytes();
      for (int i = 0; i < width; i++) {
        target[to + i * bands] = source[from + i * stride];
      }
      return;
    }
    short[] source =
        data instanceof DataBufferUShort shorts
            ? shorts.getBankData()[bank]
            : ((DataBufferShort) data).getBankData()[bank];
    short[] target = into.shorts();
    for (int i = 0; i < width; i++) {
      target[to + i * bands] = source[from + i * stride];
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
    TiffSource.close(reader);
    for (TIFFImageReader mask : masks) {
      TiffSource.close(mask);
    }
  }
}
