package org.graticule.geo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.locationtech.jts.geom.Envelope;

/**
 * Where labels that meet a box are to be looked for, as ranges of cell numbers: a search that needs
 * nothing but comparisons, which row policies let into an index. Each label has one cell, in the
 * finest of five grids whose cells are not smaller than it: that of its upper left corner, in
 * Z-order. {@code content.cell} in the database numbers them the same way.
 */
public final class LabelCells {
  private static final int GRIDS = 5;
  private static final double FINEST = 64;
  private static final int GRID_BITS = 40;
  private static final long LAST = (1 << 20) - 1;

  /**
   * A box is covered by at most so many blocks a side. With 3, the search of a tile read two to
   * three times the labels that it shows; with 12 or 20 it is no faster than with 8, for every
   * range is a look into the index.
   */
  private static final int BLOCKS = 8;

  private LabelCells() {}

  /** Cells from the first to the last. */
  public record Range(long first, long last) {}

  /** The cell of a label with this envelope, in pixels. */
  public static long of(Envelope label) {
    double side = Math.max(label.getWidth(), label.getHeight());
    int grid = 0;
    while (grid < GRIDS - 1 && size(grid) < side) {
      grid++;
    }
    return key(grid, cell(label.getMinX(), grid), cell(label.getMinY(), grid));
  }

  /** Ranges without overlap, ascending, in which every label lies that meets the box. */
  public static List<Range> meeting(Envelope box) {
    List<Range> ranges = new ArrayList<>();
    for (int grid = 0; grid < GRIDS; grid++) {
      // A label reaches at most one cell beyond its own.
      add(
          ranges,
          grid,
          cell(box.getMinX() - size(grid), grid),
          cell(box.getMinY() - size(grid), grid),
          cell(box.getMaxX(), grid),
          cell(box.getMaxY(), grid));
    }
    ranges.sort(Comparator.comparingLong(Range::first));
    return joined(ranges);
  }

  private static void add(List<Range> ranges, int grid, long x0, long y0, long x1, long y1) {
    int shift = 0;
    while ((x1 >> shift) - (x0 >> shift) >= BLOCKS || (y1 >> shift) - (y0 >> shift) >= BLOCKS) {
      shift++;
    }
    for (long y = y0 >> shift; y <= y1 >> shift; y++) {
      for (long x = x0 >> shift; x <= x1 >> shift; x++) {
        long first = key(grid, x << shift, y << shift);
        ranges.add(new Range(first, first + (1L << 2 * shift) - 1));
      }
    }
  }

  private static List<Range> joined(List<Range> ascending) {
    List<Range> joined = new ArrayList<>();
    for (Range range : ascending) {
      if (!joined.isEmpty() && joined.getLast().last() + 1 == range.first()) {
        joined.set(joined.size() - 1, new Range(joined.getLast().first(), range.last()));
      } else {
        joined.add(range);
      }
    }
    return joined;
  }

  private static double size(int grid) {
    return FINEST * (1 << 4 * grid);
  }

  private static long cell(double at, int grid) {
    return (long) Math.clamp(Math.floor(at / size(grid)), 0, LAST);
  }

  private static long key(int grid, long x, long y) {
    return (long) grid << GRID_BITS | spread(x) | spread(y) << 1;
  }

  /** A zero between any two bits. */
  private static long spread(long v) {
    long e = (v | v << 16) & 0x0000ffff0000ffffL;
    e = (e | e << 8) & 0x00ff00ff00ff00ffL;
    e = (e | e << 4) & 0x0f0f0f0f0f0f0f0fL;
    e = (e | e << 2) & 0x3333333333333333L;
    return (e | e << 1) & 0x5555555555555555L;
  }
}
