package org.graticule.image.format;

import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferShort;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.util.stream.IntStream;
import org.graticule.fault.Fault;
import org.graticule.image.SampleType;
import org.graticule.image.Samples;

/** From Java's rasters, of which there are many kinds, to interleaved samples. */
final class RasterCopy {
  private RasterCopy() {}

  /** Copies all of a raster, which must be of the shape the samples have been given. */
  static void copy(Raster raster, Samples into) {
    if (raster.getNumBands() != into.bands()
        || raster.getWidth() != into.width()
        || raster.getHeight() != into.height()) {
      throw Fault.unacceptable(
          "bad-block",
          "a block decodes to %d x %d with %d bands; allowed: %d x %d with %d"
              .formatted(
                  raster.getWidth(),
                  raster.getHeight(),
                  raster.getNumBands(),
                  into.width(),
                  into.height(),
                  into.bands()));
    }
    DataBuffer data = raster.getDataBuffer();
    if (raster.getSampleModel() instanceof ComponentSampleModel model && fits(data, into.type())) {
      if (packed(model, data, into)) {
        int length = into.width() * into.height() * into.bands();
        System.arraycopy(((DataBufferByte) data).getData(), 0, into.bytes(), 0, length);
        return;
      }
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

  /** Bytes already as they are wanted: interleaved, in order, without gaps. */
  private static boolean packed(ComponentSampleModel model, DataBuffer data, Samples into) {
    int[] bands = model.getBandOffsets();
    return data instanceof DataBufferByte
        && data.getNumBanks() == 1
        && data.getOffset() == 0
        && data.getSize() == into.width() * into.height() * into.bands()
        && model.getPixelStride() == into.bands()
        && model.getScanlineStride() == into.width() * into.bands()
        && IntStream.range(0, bands.length).allMatch(band -> bands[band] == band);
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
}
