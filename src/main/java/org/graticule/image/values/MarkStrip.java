package org.graticule.image.values;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.image.Samples;

/**
 * A marking burnt into the first and last rows of a chip, so that it outlives every program that
 * drops metadata. Immutable. Letters are drawn from a table: a server has no fonts.
 */
final class MarkStrip {
  private static final int ROWS = 7;
  private static final int COLUMNS = 6;
  private static final int MARGIN = 2;

  /** Five columns a sign, the lowest bit on top. */
  private static final String TABLE =
      """
      (001C224100 )0041221C00 +08083E0808 ,0050300000 -0808080808 .0060600000 /2010080402
      00000000000 03E5149453E 100427F4000 24261514946 32141454B31 41814127F10 52745454539
      63C4A494930 70171090503 83649494936 9064949291E :0036360000 A7E1111117E B7F49494936
      C3E41414122 D7F4141221C E7F49494941 F7F09090901 G3E4149497A H7F0808087F I00417F4100
      J2040413F01 K7F08142241 L7F40404040 M7F020C027F N7F0408107F O3E4141413E P7F09090906
      Q3E4151215E R7F09192946 S4649494931 T01017F0101 U3F4040403F V1F2040201F W3F4038403F
      X6314081463 Y0708700807 Z6151494543
      """;

  private static final Map<Character, int[]> SIGNS = signs();

  private final String text;
  private final PixelGrid size;
  private final int scale;

  /**
   * @throws Fault unacceptable where the chip has no room for it
   */
  MarkStrip(String banner, PixelGrid size) {
    this.text = banner.toUpperCase(Locale.ROOT);
    this.size = size;
    this.scale = size.width() >= 2 * needed() ? 2 : 1;
    if (size.width() < needed() || size.height() < 3 * height()) {
      throw Fault.unacceptable(
          "no-room-for-mark",
          "a chip of %d x %d has no room for its marking; it needs %d x %d"
              .formatted(size.width(), size.height(), needed(), 3 * height()));
    }
  }

  private int needed() {
    return text.length() * COLUMNS + 2 * MARGIN;
  }

  private int height() {
    return (ROWS + 2 * MARGIN) * scale;
  }

  /** Burns what belongs into these rows of the chip, all bands alike. */
  void burn(Samples rows, int firstRow) {
    for (int row = 0; row < rows.height(); row++) {
      int y = firstRow + row;
      int inStrip = y < height() ? y : y - (size.height() - height());
      if (inStrip < 0) {
        continue;
      }
      for (int x = 0; x < rows.width(); x++) {
        int pixel = row * rows.width() + x;
        rows.fill(pixel, ink(x, inStrip) ? bright(rows) : dark(rows));
        byte[] valid = rows.valid();
        if (valid != null) {
          valid[pixel] = 1;
        }
      }
    }
  }

  private boolean ink(int x, int y) {
    int left = (size.width() - text.length() * COLUMNS * scale) / 2;
    int column = Math.floorDiv(x - left, scale);
    int row = y / scale - MARGIN;
    int sign = Math.floorDiv(column, COLUMNS);
    if (row < 0 || row >= ROWS || sign < 0 || sign >= text.length()) {
      return false;
    }
    int[] columns = SIGNS.get(text.charAt(sign));
    int within = column % COLUMNS;
    return columns != null && within < columns.length && (columns[within] >> row & 1) == 1;
  }

  /** Of whole numbers not zero, which often stands for no data. */
  private static double dark(Samples rows) {
    return rows.type().codes() > 0 ? 1 : 0;
  }

  private static double bright(Samples rows) {
    return switch (rows.type()) {
      case UINT8 -> 255;
      case UINT16 -> 65_535;
      case INT16 -> 32_767;
      case INT32, UINT32, FLOAT32, FLOAT64 -> 1;
    };
  }

  private static Map<Character, int[]> signs() {
    Map<Character, int[]> signs = new HashMap<>();
    for (String entry : TABLE.strip().split("\\s+")) {
      int[] columns = new int[COLUMNS - 1];
      for (int i = 0; i < columns.length; i++) {
        columns[i] = Integer.parseInt(entry.substring(1 + 2 * i, 3 + 2 * i), 16);
      }
      signs.put(entry.charAt(0), columns);
    }
    return signs;
  }
}
