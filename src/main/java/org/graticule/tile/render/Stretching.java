package org.graticule.tile.render;

import java.util.List;
import java.util.stream.Collectors;
import org.graticule.geo.TilePyramid;

/** Which values are shown as darkest and brightest. Immutable. */
public sealed interface Stretching {
  /** The scene's own: as stored for 8 bits, 2 and 98 percent elsewhere. */
  record Usual() implements Stretching {}

  record MinMax() implements Stretching {}

  /**
   * @param low percent of the values below darkest
   * @param high percent of the values below brightest
   */
  record Percentile(double low, double high) implements Stretching {}

  /**
   * @param times standard deviations to each side of the mean
   */
  record Deviations(double times) implements Stretching {}

  /** Stated values, one pair for all channels or one for each. */
  record Ranges(List<Range> ranges) implements Stretching {
    public Ranges {
      ranges = List.copyOf(ranges);
    }
  }

  /** 2 and 98 percent of the values in a window of the scene, in its pixels at full resolution. */
  record View(TilePyramid.Window window) implements Stretching {}

  /**
   * @param low shown darkest, less than high
   * @param high shown brightest
   */
  record Range(double low, double high) {}

  default String word() {
    return switch (this) {
      case Usual u -> "usual";
      case MinMax m -> "minmax";
      case Percentile p -> "percentile:" + p.low + "," + p.high;
      case Deviations d -> "stddev:" + d.times;
      case Ranges r ->
          r.ranges.stream()
              .map(x -> x.low + "," + x.high)
              .collect(Collectors.joining(";", "range:", ""));
      case View v ->
          "view:%d,%d,%d,%d"
              .formatted(
                  v.window.x(),
                  v.window.y(),
                  v.window.x() + v.window.width(),
                  v.window.y() + v.window.height());
    };
  }
}
