package org.graticule.image.format;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.graticule.geo.PixelGrid;
import org.graticule.image.SampleType;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;

/**
 * How the pixels of one directory are stored, after checking that they can be read and cost no more
 * than the budget: every refusal names tag and value. Immutable.
 *
 * @param grid size of the image
 * @param block size of a tile, or of a strip
 * @param tiled tiles instead of strips
 * @param bits per sample
 * @param samples per pixel
 * @param type of a sample
 * @param compression as in the tag
 * @param photometric as in the tag
 * @param planar bands stored one after the other
 * @param alpha index of the band that is alpha; -1 without
 */
record TiffLayout(
    PixelGrid grid,
    PixelGrid block,
    boolean tiled,
    int bits,
    int samples,
    SampleType type,
    int compression,
    int photometric,
    boolean planar,
    int alpha) {

  static final int JPEG = 7;
  static final int NONE = 1;
  static final int DEFLATE = 8;
  static final int OLD_DEFLATE = 32_946;
  static final int LZW = 5;
  static final int PACK_BITS = 32_773;
  static final int ZSTD = 50_000;
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int MASK = 4;
  static final int YCBCR = 6;
  private static final long MOST_STRIP_PIXELS = 1L << 24;
  private static final String COMPRESSIONS =
      "1 (none), 5 (LZW), 7 (JPEG), 8 or 32946 (deflate), 32773 (PackBits)," + " 50000 (zstd)";

  static TiffLayout of(Ifd ifd, long fileLength) {
    return of(ifd, fileLength, TiffBudget.standard());
  }

  static TiffLayout of(Ifd ifd, long fileLength, TiffBudget budget) {
    TiffExtent extent = TiffExtent.of(ifd, fileLength, budget);
    int samples = extent.samples();
    int bits = bits(ifd, samples);
    SampleType type = type(ifd, bits);
    int compression = compression(ifd);
    int photometric = photometric(ifd, compression, samples, bits);
    long fill = ifd.integer(Tag.FILL_ORDER, 1);
    if (fill != 1) {
      throw Ifd.unread(Tag.FILL_ORDER, fill, "1");
    }
    long planar = ifd.integer(Tag.PLANAR_CONFIGURATION, 1);
    if (planar != 1 && planar != 2) {
      throw Ifd.refuse(Tag.PLANAR_CONFIGURATION, planar, "1 or 2");
    }
    long strip = extent.block().pixels();
    if (!ifd.has(Tag.TILE_WIDTH) && compression != NONE && strip > MOST_STRIP_PIXELS) {
      throw Ifd.unread(
          Tag.ROWS_PER_STRIP, strip + " pixels a strip, compressed", "up to " + MOST_STRIP_PIXELS);
    }
    return new TiffLayout(
        extent.grid(),
        extent.block(),
        ifd.has(Tag.TILE_WIDTH),
        bits,
        samples,
        type,
        compression,
        photometric,
        planar == 2,
        alpha(ifd, samples));
  }

  private static int bits(Ifd ifd, int samples) {
    long[] all = ifd.has(Tag.BITS_PER_SAMPLE) ? ifd.integers(Tag.BITS_PER_SAMPLE) : new long[] {1};
    long first = all.length == 0 ? 0 : all[0];
    boolean same = Arrays.stream(all).limit(samples).allMatch(b -> b == first);
    boolean known = LongStream.of(1, 2, 4, 8, 16, 32, 64).anyMatch(b -> b == first);
    if (!same || !known || first < 8 && samples > 1) {
      throw Ifd.unread(
          Tag.BITS_PER_SAMPLE,
          Arrays.toString(Arrays.copyOf(all, Math.min(8, all.length))),
          "the same for every band: 8, 16, 32 or 64, or 1, 2 or 4 for a single band");
    }
    return (int) first;
  }

  private static SampleType type(Ifd ifd, int bits) {
    long format = ifd.integer(Tag.SAMPLE_FORMAT, 1);
    long kind = format == 4 ? 1 : format;
    if (kind == 1 && bits <= 8) {
      return SampleType.UINT8;
    }
    if (kind <= 2 && kind >= 1 && bits == 16) {
      return kind == 1 ? SampleType.UINT16 : SampleType.INT16;
    }
    if (kind <= 2 && kind >= 1 && bits == 32) {
      return kind == 1 ? SampleType.UINT32 : SampleType.INT32;
    }
    if (kind == 3 && bits >= 32) {
      return bits == 32 ? SampleType.FLOAT32 : SampleType.FLOAT64;
    }
    throw Ifd.unread(
        Tag.SAMPLE_FORMAT,
        format + " with " + bits + " bits a sample",
        "1 with up to 32 bits, 2 with 16 or 32, 3 with 32 or 64");
  }

  private static int compression(Ifd ifd) {
    long compression = ifd.integer(Tag.COMPRESSION, NONE);
    return switch ((int) compression) {
      case NONE, LZW, JPEG, DEFLATE, OLD_DEFLATE, PACK_BITS, ZSTD -> (int) compression;
      default -> throw Ifd.unread(Tag.COMPRESSION, compression, COMPRESSIONS);
    };
  }

  private static int photometric(Ifd ifd, int compression, int samples, int bits) {
    long photometric = ifd.integer(Tag.PHOTOMETRIC, BLACK_IS_ZERO);
    boolean fits =
        switch ((int) photometric) {
          case WHITE_IS_ZERO, BLACK_IS_ZERO, MASK -> compression != JPEG || bits == 8;
          case RGB -> samples >= 3 && (compression != JPEG || bits == 8);
          case PALETTE -> samples == 1 && bits <= 8 && ifd.has(Tag.COLOR_MAP);
          case YCBCR -> samples == 3 && bits == 8 && compression == JPEG;
          default -> false;
        };
    if (!fits) {
      throw Ifd.unread(
          Tag.PHOTOMETRIC,
          "%d with %d bands of %d bits and compression %d"
              .formatted(photometric, samples, bits, compression),
          "0, 1, 4 (gray), 2 (RGB, from 3 bands), 3 (palette, one band of up to 8 bits with a"
              + " ColorMap), 6 (YCbCr, 3 bands of 8 bits in JPEG)");
    }
    return (int) photometric;
  }

  private static int alpha(Ifd ifd, int samples) {
    long[] extras = ifd.integers(Tag.EXTRA_SAMPLES);
    for (int i = 0; i < extras.length; i++) {
      int band = samples - extras.length + i;
      if ((extras[i] == 1 || extras[i] == 2) && band >= 1) {
        return band;
      }
    }
    return -1;
  }
}
