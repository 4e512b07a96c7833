package org.graticule.app.auditing;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.graticule.audit.Event;

/** Which tiles of a grid an event tells of: one, or those of a box that have a bit. */
final class SeenTiles {
  /** A side of what is believed; a block has 8. */
  private static final int MOST = 64;

  /**
   * Tiles beside each other.
   *
   * @param x first column
   * @param y first row
   */
  record Box(long x, long y, int width, int height) {
    /** What of it is in a grid: a block may reach beyond. */
    private Optional<Box> in(int columns, int rows) {
      return x < 0 || y < 0 || x >= columns || y >= rows
          ? Optional.empty()
          : Optional.of(
              new Box(x, y, (int) Math.min(width, columns - x), (int) Math.min(height, rows - y)));
    }
  }

  private SeenTiles() {}

  /**
   * @param columns of the grid, at the zoom of the event
   * @param rows of it
   * @throws IllegalArgumentException if the facts do not fit each other
   */
  static List<Box> of(Event event, int columns, int rows) {
    return all(event).stream().map(box -> box.in(columns, rows)).flatMap(Optional::stream).toList();
  }

  private static List<Box> all(Event event) {
    long x = number(event, "x");
    long y = number(event, "y");
    return switch (event.type()) {
      case "tile.seen" -> seen(event, x, y);
      case "tile.span-cut" -> {
        int side = side(event, "block");
        yield List.of(new Box(x, y, side, side));
      }
      default -> List.of(new Box(x, y, 1, 1));
    };
  }

  private static List<Box> seen(Event event, long x, long y) {
    int width = side(event, "width");
    int height = side(event, "height");
    byte[] bits = Base64.getDecoder().decode(String.valueOf(event.facts().get("tiles")));
    if (bits.length != (width * height + 7) / 8) {
      throw new IllegalArgumentException(
          "%d bytes for %d by %d tiles".formatted(bits.length, width, height));
    }
    List<Box> tiles = new ArrayList<>();
    for (int place = 0; place < width * height; place++) {
      if ((bits[place / 8] & 0x80 >> place % 8) != 0) {
        tiles.add(new Box(x + place % width, y + place / width, 1, 1));
      }
    }
    return tiles;
  }

  private static int side(Event event, String fact) {
    long side = number(event, fact);
    if (side < 1 || side > MOST) {
      throw new IllegalArgumentException("%s %d; allowed: 1 to %d".formatted(fact, side, MOST));
    }
    return (int) side;
  }

  private static long number(Event event, String fact) {
    if (event.facts().get(fact) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException(event.type() + " has no " + fact);
  }
}
