package org.graticule.label;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a scene that one person works on. Immutable.
 *
 * @param assignee username of who is to do it; null while nobody is
 */
record Area(
    UUID id, String name, Box box, AreaState state, @Nullable String assignee, Instant changed) {

  /** Whole pixels of a scene: from the left and the upper edge up to, and without, the others. */
  record Box(int minX, int minY, int maxX, int maxY) {
    int width() {
      return maxX - minX;
    }

    int height() {
      return maxY - minY;
    }
  }

  Area with(AreaState next, @Nullable String who, Instant at) {
    return new Area(id, name, box, next, who, at);
  }

  /**
   * An exact partition, row by row: every pixel belongs to one part, and parts are of one size,
   * give or take a pixel.
   *
   * @param prefix of their names, which go on with a letter for the column and a number for the row
   */
  static List<Area> divide(Box whole, int columns, int rows, String prefix, Instant at) {
    List<Area> parts = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        Box box =
            new Box(
                cut(whole.minX(), whole.width(), column, columns),
                cut(whole.minY(), whole.height(), row, rows),
                cut(whole.minX(), whole.width(), column + 1, columns),
                cut(whole.minY(), whole.height(), row + 1, rows));
        String name = prefix + (char) ('A' + column) + (row + 1);
        parts.add(new Area(UUID.randomUUID(), name, box, AreaState.READY, null, at));
      }
    }
    return parts;
  }

  private static int cut(int from, int extent, int part, int parts) {
    return from + (int) ((long) extent * part / parts);
  }
}
