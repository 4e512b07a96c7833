package org.graticule.app.auditing;

import java.util.Base64;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/** What events of spans say, for tests. */
final class SpanFacts {
  private SpanFacts() {}

  /** Of one tile. */
  static Map<String, Object> tile(String grid, int z, int x, int y) {
    return new TreeMap<>(Map.of("grid", grid, "revision", 1, "z", z, "x", x, "y", y));
  }

  /**
   * Of the tiles of a box.
   *
   * @param bits row by row
   */
  static Map<String, Object> seen(
      String grid, int z, int x, int y, int width, int height, BitSet bits) {
    byte[] packed = new byte[(width * height + 7) / 8];
    bits.stream().forEach(place -> packed[place / 8] |= (byte) (0x80 >> place % 8));
    Map<String, Object> facts = tile(grid, z, x, y);
    facts.putAll(Map.of("width", width, "height", height, "count", bits.cardinality()));
    facts.put("tiles", Base64.getEncoder().encodeToString(packed));
    return facts;
  }
}
