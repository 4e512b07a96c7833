package org.graticule.image.format;

import java.util.Arrays;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.tiff.Ifd;
import org.graticule.image.tiff.Tag;
import org.graticule.image.tiff.TiffBudget;

/**
 * How much one directory of a TIFF asks for, after checking that it is within the budget, whoever
 * decodes it: every refusal names tag and value. Immutable.
 *
 * @param grid size of the image
 * @param samples per pixel
 * @param block size of a tile, or of a strip
 */
record TiffExtent(PixelGrid grid, int samples, PixelGrid block) {
  /** A whole strip is unpacked at once. */
  private static final long MOST_STRIP_PIXELS = 1L << 28;

  /** A block that is left out counts for one in so many. */
  private static final int LEFT_OUT_COSTS = 16;

  static TiffExtent of(Ifd ifd, long fileLength, TiffBudget budget) {
    long width = ifd.integer(Tag.IMAGE_WIDTH);
    long height = ifd.integer(Tag.IMAGE_LENGTH);
    if (width < 1 || width > budget.side()) {
      throw limit(Tag.IMAGE_WIDTH, width, "1 to " + budget.side());
    }
    if (height < 1 || height > Integer.MAX_VALUE / 2 || width * height > budget.pixels()) {
      throw limit(
          Tag.IMAGE_LENGTH,
          height + " with a width of " + width,
          "1 to " + budget.pixels() + " pixels together");
    }
    PixelGrid grid = new PixelGrid((int) width, (int) height);
    int samples = (int) Math.min(Integer.MAX_VALUE, ifd.integer(Tag.SAMPLES_PER_PIXEL, 1));
    if (samples < 1 || samples > budget.samples()) {
      throw Ifd.refuse(Tag.SAMPLES_PER_PIXEL, samples, "1 to " + budget.samples());
    }
    double decoded = (double) grid.pixels() * samples * bits(ifd) / 8;
    if (decoded * there(ifd) / budget.decodedRatio() > fileLength) {
      throw limit(
          Tag.IMAGE_LENGTH,
          "%d, which decodes to %.0f bytes from a file of %d"
              .formatted(height, decoded, fileLength),
          "up to " + budget.decodedRatio() + " times the length of the file");
    }
    return new TiffExtent(grid, samples, block(ifd, grid, budget));
  }

  /** Share of the image that takes decoding: blocks that are left out cost little. */
  private static double there(Ifd ifd) {
    Tag lengths = ifd.has(Tag.TILE_WIDTH) ? Tag.TILE_BYTE_COUNTS : Tag.STRIP_BYTE_COUNTS;
    if (ifd.count(lengths) <= 1) {
      return 1;
    }
    long[] all = ifd.integers(lengths);
    double kept = Arrays.stream(all).filter(length -> length > 0).count();
    return Math.max(1.0 / LEFT_OUT_COSTS, kept / all.length);
  }

  private static long bits(Ifd ifd) {
    long[] all = ifd.integers(Tag.BITS_PER_SAMPLE);
    return Math.clamp(Arrays.stream(all).max().orElse(1), 1, 128);
  }

  private static PixelGrid block(Ifd ifd, PixelGrid grid, TiffBudget budget) {
    if (ifd.has(Tag.TILE_WIDTH)) {
      long width = ifd.integer(Tag.TILE_WIDTH);
      long height = ifd.integer(Tag.TILE_LENGTH);
      if (width < 1 || width > budget.blockSide()) {
        throw limit(Tag.TILE_WIDTH, width, "1 to " + budget.blockSide());
      }
      if (height < 1 || height > budget.blockSide()) {
        throw limit(Tag.TILE_LENGTH, height, "1 to " + budget.blockSide());
      }
      return new PixelGrid((int) width, (int) height);
    }
    long rows = Math.clamp(ifd.integer(Tag.ROWS_PER_STRIP, grid.height()), 1, grid.height());
    boolean packed = ifd.integer(Tag.COMPRESSION, TiffLayout.NONE) != TiffLayout.NONE;
    if (packed && rows * grid.width() > MOST_STRIP_PIXELS) {
      throw limit(
          Tag.ROWS_PER_STRIP,
          rows + " with a width of " + grid.width() + ", compressed",
          "up to " + MOST_STRIP_PIXELS + " pixels a strip");
    }
    return new PixelGrid(grid.width(), (int) rows);
  }

  private static Fault limit(Tag tag, Object value, String allowed) {
    return Fault.unacceptable(
        "pixel-limit", "TIFF tag " + tag + " is " + value + "; allowed: " + allowed);
  }
}
