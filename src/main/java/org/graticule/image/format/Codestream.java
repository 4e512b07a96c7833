package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.graticule.geo.PixelGrid;

/**
 * What a JPEG 2000 codestream (ISO/IEC 15444-1, annex A) says of itself before a pixel is decoded:
 * its size, that all its tiles are there, and that its packets can be paid for by its bytes. A file
 * that promises more than it holds ends here, not in a decoder.
 *
 * @param grid size of the image
 */
record Codestream(PixelGrid grid) {
  private static final int SIZ = 0xff51;
  private static final int COD = 0xff52;
  private static final int SOT = 0xff90;
  private static final int SOD = 0xff93;
  private static final int EOC = 0xffd9;
  private static final int CODESTREAM_BOX = 0x6a703263;
  private static final int MOST_BOXES = 4096;
  private static final int MOST_TILES = 65_535;
  private static final int MOST_MARKERS = 1 << 16;
  private static final int HARMLESS_PACKETS = 1 << 16;
  private static final long MOST_TILE_PIXELS = 1L << 30;

  /** From SIZ: extents on the reference grid. */
  private record Tiling(
      long width, long height, long tileWidth, long tileHeight, long tiles, int components) {}

  static Codestream of(HeaderBytes bytes) throws IOException {
    long start = start(bytes);
    if (bytes.unsigned16(start) != 0xff4f || bytes.unsigned16(start + 2) != SIZ) {
      throw bytes.broken("no SOC and SIZ at " + start, "a codestream");
    }
    long at = start + 4;
    ByteBuffer siz = bytes.at(at, 38);
    int length = Short.toUnsignedInt(siz.getShort(0));
    long[] v = new long[8];
    for (int i = 0; i < 8; i++) {
      v[i] = Integer.toUnsignedLong(siz.getInt(4 + 4 * i));
    }
    int components = Short.toUnsignedInt(siz.getShort(36));
    long width = v[0] - v[2];
    long height = v[1] - v[3];
    boolean placed = v[6] <= v[2] && v[7] <= v[3] && v[6] + v[4] > v[2] && v[7] + v[5] > v[3];
    if (width < 1 || height < 1 || v[4] < 1 || v[5] < 1 || !placed) {
      throw bytes.limit(
          "%d x %d pixels in tiles of %d x %d".formatted(width, height, v[4], v[5]),
          "at least 1 x 1, in tiles that begin at or before it");
    }
    if (components < 1 || length != 38 + 3 * components) {
      throw bytes.broken(
          "SIZ of %d bytes for %d components".formatted(length, components), "38 and 3 for each");
    }
    long bits = 0;
    ByteBuffer each = bytes.at(at + 38, 3 * components);
    for (int i = 0; i < components; i++) {
      int precision = (each.get(3 * i) & 0x7f) + 1;
      if (precision > 32 || each.get(3 * i + 1) == 0 || each.get(3 * i + 2) == 0) {
        throw bytes.broken(
            "component %d of %d bits every %d x %d pixels"
                .formatted(i, precision, each.get(3 * i + 1), each.get(3 * i + 2)),
            "1 to 32 bits every 1 to 255");
      }
      bits += precision > 8 ? precision > 16 ? 32 : 16 : 8;
    }
    PixelGrid grid = bytes.size(width, height, components, bits);
    long tiles = Math.ceilDiv(v[0] - v[6], v[4]) * Math.ceilDiv(v[1] - v[7], v[5]);
    if (tiles > MOST_TILES) {
      throw bytes.limit(tiles + " tiles", "up to " + MOST_TILES);
    }
    long tileWidth = Math.min(v[4], width);
    long tileHeight = Math.min(v[5], height);
    if (tiles > 1 && tileWidth * tileHeight > MOST_TILE_PIXELS) {
      throw bytes.limit("tiles of " + tileWidth + " x " + tileHeight, "up to 2^30 pixels");
    }
    Tiling tiling = new Tiling(width, height, tileWidth, tileHeight, tiles, components);
    new Walk(bytes, tiling).from(at + length);
    return new Codestream(grid);
  }

  /** Where the codestream begins: at once, or in a box of a JP2 file. */
  private static long start(HeaderBytes bytes) throws IOException {
    if (bytes.unsigned16(0) == 0xff4f) {
      return 0;
    }
    long at = 0;
    for (int i = 0; i < MOST_BOXES && at < bytes.length(); i++) {
      long length = bytes.unsigned32(at);
      int type = bytes.at(at + 4, 4).getInt();
      long head = 8;
      if (length == 1) {
        length = bytes.at(at + 8, 8).getLong();
        head = 16;
      } else if (length == 0) {
        length = bytes.length() - at;
      }
      if (length < head || length > bytes.length() - at) {
        throw bytes.broken(
            "box %d at %d of %d bytes".formatted(i, at, length),
            "boxes inside the %d bytes of the file".formatted(bytes.length()));
      }
      if (type == CODESTREAM_BOX) {
        return at + head;
      }
      at += length;
    }
    throw bytes.broken("no codestream in the boxes", "one box jp2c");
  }

  /** Through the markers of the main header and of every tile part. Used once. */
  private static final class Walk {
    private final HeaderBytes bytes;
    private final Tiling tiling;
    private final BitSet seen = new BitSet();
    private int markers;

    Walk(HeaderBytes bytes, Tiling tiling) {
      this.bytes = bytes;
      this.tiling = tiling;
    }

    void from(long main) throws IOException {
      long at = header(main, SOT);
      while (bytes.length() - at >= 12 && bytes.unsigned16(at) == SOT) {
        at = part(at);
      }
      int there = seen.cardinality();
      if (there < tiling.tiles()) {
        throw bytes.broken("%d of %d tiles are there".formatted(there, tiling.tiles()), "all");
      }
    }

    /** Marker segments up to the one that ends the header; returns where that is. */
    private long header(long from, int end) throws IOException {
      long at = from;
      for (int marker = bytes.unsigned16(at); marker != end; marker = bytes.unsigned16(at)) {
        int length = bytes.unsigned16(at + 2);
        if (marker < 0xff4f || marker == EOC || length < 2 || ++markers > MOST_MARKERS) {
          throw bytes.broken("marker %x of %d bytes at %d".formatted(marker, length, at), "known");
        }
        if (marker == COD) {
          style(at + 4, length - 2);
        }
        at += 2 + length;
      }
      return at;
    }

    /** One tile part; returns where the next one begins. */
    private long part(long at) throws IOException {
      int tile = bytes.unsigned16(at + 4);
      long length = bytes.unsigned32(at + 6);
      long end = length == 0 ? bytes.length() : at + length;
      if (tile >= tiling.tiles() || length != 0 && length < 14 || end > bytes.length()) {
        throw bytes.broken(
            "a part of tile %d of %d, from %d to %d".formatted(tile, tiling.tiles(), at, end),
            "inside the %d bytes of the file".formatted(bytes.length()));
      }
      header(at + 12, SOD);
      seen.set(tile);
      return end;
    }

    /** Every packet takes a byte at least: more packets than bytes are a bomb. */
    private void style(long at, int length) throws IOException {
      ByteBuffer cod = bytes.at(at, length);
      if (length < 10) {
        throw bytes.broken("COD of " + length + " bytes", "at least 10");
      }
      boolean own = (cod.get(0) & 1) != 0;
      long layers = Short.toUnsignedInt(cod.getShort(2));
      int levels = Byte.toUnsignedInt(cod.get(5));
      if (layers < 1 || levels > 32 || own && length < 11 + levels) {
        throw bytes.broken(
            "%d layers, %d levels in %d bytes".formatted(layers, levels, length),
            "from 1 layer, up to 32 levels");
      }
      double packets = 0;
      for (int level = 0; level <= levels; level++) {
        int sizes = own ? Byte.toUnsignedInt(cod.get(10 + level)) : 0xff;
        double scale = Math.pow(2, levels - level);
        packets +=
            Math.ceil(tiling.tileWidth() / scale / (1 << (sizes & 15)))
                * Math.ceil(tiling.tileHeight() / scale / (1 << (sizes >> 4)));
      }
      packets *= (double) layers * tiling.components() * tiling.tiles();
      if (packets > Math.max(HARMLESS_PACKETS, 8.0 * bytes.length())) {
        throw bytes.limit(
            "%.0f packets in a file of %d bytes".formatted(packets, bytes.length()),
            "packets that their bytes can pay for");
      }
    }
  }
}
