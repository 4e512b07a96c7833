package org.graticule.geo;

import java.util.Arrays;
import org.graticule.fault.Fault;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.CoordinateSequence;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.LinearRing;
import org.locationtech.jts.geom.Polygon;

/**
 * A binary mask as COCO's run lengths: down each column, column after column, the first run zeros.
 * Immutable by convention: the array is never written after construction.
 *
 * @param height rows, &gt;= 0
 * @param width columns, &gt;= 0
 * @param runs lengths of alternating runs of zeros and ones, summing to height x width
 */
public record Rle(int height, int width, int[] runs) {
  private static final int FIRST_SYMBOL = 48;
  private static final int VALUE_BITS = 5;
  private static final int VALUE_MASK = 0x1f;
  private static final int SIGN = 0x10;
  private static final int MORE = 0x20;
  private static final int MOST_SYMBOLS_A_RUN = 7;

  public Rle {
    long sum = 0;
    for (int run : runs) {
      if (run < 0) {
        throw bad("a run of " + run + " pixels; allowed: 0 or more");
      }
      sum += run;
    }
    if (sum != (long) height * width) {
      throw bad("runs sum to " + sum + " pixels; the mask has " + height + " x " + width);
    }
  }

  /**
   * The pixels whose centre lies in the polygons, holes left out.
   *
   * @param polygonal one or more valid polygons in mask pixels, x right and y down from the outer
   *     corner of the first pixel; what lies outside the mask is ignored. A centre exactly on a
   *     left or upper border counts as inside, on a right or lower border as outside, so that
   *     neighbours never share a pixel.
   */
  public static Rle of(Geometry polygonal, int height, int width) {
    double[][] crossings = new double[width][];
    int[] used = new int[width];
    for (int part = 0; part < polygonal.getNumGeometries(); part++) {
      if (polygonal.getGeometryN(part) instanceof Polygon polygon) {
        cross(polygon.getExteriorRing(), crossings, used);
        for (int hole = 0; hole < polygon.getNumInteriorRing(); hole++) {
          cross(polygon.getInteriorRingN(hole), crossings, used);
        }
      }
    }
    Runs runs = new Runs();
    for (int x = 0; x < width; x++) {
      int filled = 0;
      if (crossings[x] != null) {
        double[] ys = crossings[x];
        Arrays.sort(ys, 0, used[x]);
        for (int i = 0; i + 1 < used[x]; i += 2) {
          int from = Math.max(filled, firstCentreFrom(ys[i], height));
          int to = firstCentreFrom(ys[i + 1], height);
          if (to > from) {
            runs.add(0, from - filled);
            runs.add(1, to - from);
            filled = to;
          }
        }
      }
      runs.add(0, height - filled);
    }
    return new Rle(height, width, runs.toArray());
  }

  /** Where the ring crosses the vertical line through each column's centre. */
  private static void cross(LinearRing ring, double[][] crossings, int[] used) {
    CoordinateSequence points = ring.getCoordinateSequence();
    Coordinate left = new Coordinate();
    Coordinate right = new Coordinate();
    for (int i = 0; i + 1 < points.size(); i++) {
      points.getCoordinate(i, left);
      points.getCoordinate(i + 1, right);
      if (left.x > right.x) {
        Coordinate swap = left;
        left = right;
        right = swap;
      }
      int first = firstCentreFrom(left.x, crossings.length);
      int end = firstCentreFrom(right.x, crossings.length);
      for (int x = first; x < end; x++) {
        double along = (x + 0.5 - left.x) / (right.x - left.x);
        if (crossings[x] == null) {
          crossings[x] = new double[4];
        } else if (used[x] == crossings[x].length) {
          crossings[x] = Arrays.copyOf(crossings[x], 2 * used[x]);
        }
        crossings[x][used[x]++] = left.y + along * (right.y - left.y);
      }
    }
  }

  /** The first pixel whose centre is at or beyond the position, within 0 and the limit. */
  private static int firstCentreFrom(double position, int limit) {
    return (int) Math.clamp(Math.ceil(position - 0.5), 0.0, limit);
  }

  /** Reads COCO's compressed text; a Fault (code {@code bad-rle}) says what is wrong with it. */
  public static Rle decode(int height, int width, String text) {
    int[] runs = new int[text.length()];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      long value = 0;
      int symbols = 0;
      int symbol;
      do {
        if (at == text.length() || symbols == MOST_SYMBOLS_A_RUN) {
          throw bad("a run that does not end, at character " + at);
        }
        symbol = text.charAt(at++) - FIRST_SYMBOL;
        if (symbol < 0 || symbol >= 2 * MORE) {
          throw bad("character '" + text.charAt(at - 1) + "', not '0' to 'o', at " + (at - 1));
        }
        value |= (long) (symbol & VALUE_MASK) << (VALUE_BITS * symbols++);
      } while ((symbol & MORE) != 0);
      if ((symbol & SIGN) != 0) {
        value |= -1L << (VALUE_BITS * symbols);
      }
      if (count > 2) {
        value += runs[count - 2];
      }
      if (value < 0 || value > Integer.MAX_VALUE) {
        throw bad("a run of " + value + " pixels; allowed: 0 to " + Integer.MAX_VALUE);
      }
      runs[count++] = (int) value;
    }
    return new Rle(height, width, Arrays.copyOf(runs, count));
  }

  /** COCO's compressed text: from the fourth run on, the difference from the run two before it. */
  public String encode() {
    StringBuilder text = new StringBuilder(2 * runs.length);
    for (int i = 0; i < runs.length; i++) {
      int value = i > 2 ? runs[i] - runs[i - 2] : runs[i];
      boolean more;
      do {
        int symbol = value & VALUE_MASK;
        value >>= VALUE_BITS;
        more = (symbol & SIGN) != 0 ? value != -1 : value != 0;
        text.append((char) ((more ? symbol | MORE : symbol) + FIRST_SYMBOL));
      } while (more);
    }
    return text.toString();
  }

  /** Number of set pixels. */
  public long area() {
    long area = 0;
    for (int i = 1; i < runs.length; i += 2) {
      area += runs[i];
    }
    return area;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Rle that
        && height == that.height
        && width == that.width
        && Arrays.equals(runs, that.runs);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(runs) * 31 + height;
  }

  @Override
  public String toString() {
    return height + "x" + width + " " + encode();
  }

  private static Fault bad(String what) {
    return Fault.unacceptable("bad-rle", "The run-length mask has " + what + ".");
  }

  /** Runs under construction: neighbours of the same value are joined, the first is zeros. */
  private static final class Runs {
    private int[] lengths = new int[64];
    private int count = 1;

    void add(int value, int length) {
      if (length == 0) {
        return;
      }
      if ((count - 1) % 2 != value) {
        if (count == lengths.length) {
          lengths = Arrays.copyOf(lengths, 2 * count);
        }
        count++;
      }
      lengths[count - 1] += length;
    }

    int[] toArray() {
      return Arrays.copyOf(lengths, count);
    }
  }
}
