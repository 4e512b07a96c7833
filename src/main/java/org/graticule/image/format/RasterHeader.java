package org.graticule.image.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.geo.PixelGrid;

/** How a format is known and where its header has the size of the image. Stateless. */
interface RasterHeader {
  boolean recognises(ByteBuffer head);

  PixelGrid size(HeaderBytes bytes) throws IOException;

  RasterHeader BMP =
      of(
          "BM",
          bytes -> {
            ByteBuffer head = bytes.little(14, 16);
            int bits = Short.toUnsignedInt(head.getShort(14));
            if (head.getInt(0) < 40 || bits != 1 && bits != 4 && bits != 8 && bits < 16) {
              throw bytes.broken(
                  "%d bytes, %d bits a pixel".formatted(head.getInt(0), bits),
                  "from 40 bytes, 1, 4, 8, 16, 24 or 32 bits");
            }
            int bands = bits <= 8 ? 1 : 3;
            return bytes.size(head.getInt(4), Math.abs((long) head.getInt(8)), bands, 8L * bands);
          });

  /** The first image of it, which may be smaller than the screen it is shown on. */
  RasterHeader GIF =
      of(
          "GIF8",
          bytes -> {
            int flags = bytes.unsigned8(10);
            long at = 13 + ((flags & 0x80) == 0 ? 0 : 3L << ((flags & 7) + 1));
            for (int i = 0; i < 1 << 16; i++) {
              int kind = bytes.unsigned8(at);
              if (kind == ',') {
                ByteBuffer image = bytes.little(at + 5, 4);
                return bytes.size(
                    Short.toUnsignedInt(image.getShort(0)),
                    Short.toUnsignedInt(image.getShort(2)),
                    1,
                    8);
              }
              if (kind != '!') {
                throw bytes.broken("block %x at %d".formatted(kind, at), "an image");
              }
              at += 2;
              for (int length = bytes.unsigned8(at); length > 0; length = bytes.unsigned8(at)) {
                at += 1 + length;
              }
              at++;
            }
            throw bytes.broken("65536 blocks without an image", "an image");
          });

  RasterHeader WEBP =
      new RasterHeader() {
        @Override
        public boolean recognises(ByteBuffer head) {
          return text(head, 0, "RIFF") && text(head, 8, "WEBP");
        }

        @Override
        public PixelGrid size(HeaderBytes bytes) throws IOException {
          ByteBuffer head = bytes.little(12, 18);
          int bits = head.getInt(9);
          return switch (bytes.latin(12, 4)) {
            case "VP8 " ->
                bytes.size(head.getShort(14) & 0x3fff, head.getShort(16) & 0x3fff, 3, 24);
            case "VP8L" -> bytes.size((bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1, 4, 32);
            case "VP8X" ->
                bytes.size((head.getInt(12) & 0xffffff) + 1, (head.getInt(14) >>> 8) + 1, 4, 32);
            default -> throw bytes.broken("chunk " + bytes.latin(12, 4), "VP8, VP8L or VP8X");
          };
        }
      };

  /** Binary gray and colour maps; sizes in words, between comments. */
  RasterHeader PNM =
      new RasterHeader() {
        private final Pattern words =
            Pattern.compile(
                "P([56])\\s(?:\\s|#[^\\n]*\\n)*(\\d{1,9})\\s+(?:#[^\\n]*\\n\\s*)*(\\d{1,9})"
                    + "\\s+(?:#[^\\n]*\\n\\s*)*(\\d{1,5})\\s[\\s\\S]*");

        @Override
        public boolean recognises(ByteBuffer head) {
          return (text(head, 0, "P5") || text(head, 0, "P6"))
              && head.remaining() > 9
              && Character.isWhitespace(head.get(head.position() + 2));
        }

        @Override
        public PixelGrid size(HeaderBytes bytes) throws IOException {
          String head = bytes.latin(0, (int) Math.min(4096, bytes.length()));
          Matcher found = words.matcher(head);
          if (!found.matches()) {
            throw bytes.broken("no width, height and maximum", "three numbers");
          }
          int bands = found.group(1).equals("5") ? 1 : 3;
          long bits = Integer.parseInt(found.group(4)) > 255 ? 16 : 8;
          return bytes.size(
              Long.parseLong(found.group(2)), Long.parseLong(found.group(3)), bands, bands * bits);
        }
      };

  RasterHeader SGI =
      of(
          "\u0001\u00da",
          bytes -> {
            int bytesEach = bytes.unsigned8(3);
            int dimensions = bytes.unsigned16(4);
            if (bytes.unsigned8(2) > 1 || bytesEach != 1 || dimensions < 1 || dimensions > 3) {
              throw bytes.broken(
                  "%d bytes a sample in %d dimensions".formatted(bytesEach, dimensions),
                  "1 byte, 1 to 3 dimensions");
            }
            int bands = dimensions > 2 ? bytes.unsigned16(10) : 1;
            return bytes.size(
                bytes.unsigned16(6), dimensions > 1 ? bytes.unsigned16(8) : 1, bands, 8L * bands);
          });

  RasterHeader BINARY_TERRAIN =
      of(
          "binterr1.",
          bytes -> {
            ByteBuffer head = bytes.little(10, 10);
            int each = head.getShort(8);
            long pixels = Math.max(0L, head.getInt(0)) * Math.max(0, head.getInt(4));
            if (each != 2 && each != 4 || pixels * each > bytes.length()) {
              throw bytes.broken(
                  "%d heights of %d bytes in %d".formatted(pixels, each, bytes.length()),
                  "2 or 4 bytes, all there");
            }
            return bytes.size(head.getInt(0), head.getInt(4), 1, 8L * each);
          });

  RasterHeader RASTER_MATRIX =
      new RasterHeader() {
        @Override
        public boolean recognises(ByteBuffer head) {
          return text(head, 0, "RSW\0") || text(head, 0, "MTW\0");
        }

        @Override
        public PixelGrid size(HeaderBytes bytes) throws IOException {
          ByteBuffer head = bytes.little(52, 12);
          int bits = head.getInt(0);
          int bands = bits == 24 || bits == 32 && bytes.latin(0, 1).equals("R") ? 3 : 1;
          return bytes.size(head.getInt(8), head.getInt(4), bands, Math.max(8, bits));
        }
      };

  RasterHeader DTED =
      of(
          "UHL1",
          bytes -> {
            String counts = bytes.latin(47, 8);
            if (!counts.matches("\\d{8}")) {
              throw bytes.broken("'" + counts + "' columns and rows", "4 digits each");
            }
            return bytes.size(
                Integer.parseInt(counts.substring(0, 4)),
                Integer.parseInt(counts.substring(4)),
                1,
                16);
          });

  /** Reads a size. */
  @FunctionalInterface
  interface Reading {
    PixelGrid of(HeaderBytes bytes) throws IOException;
  }

  private static RasterHeader of(String magic, Reading reading) {
    return new RasterHeader() {
      @Override
      public boolean recognises(ByteBuffer head) {
        return text(head, 0, magic);
      }

      @Override
      public PixelGrid size(HeaderBytes bytes) throws IOException {
        return reading.of(bytes);
      }
    };
  }

  private static boolean text(ByteBuffer head, int at, String magic) {
    byte[] wanted = magic.getBytes(StandardCharsets.ISO_8859_1);
    boolean same = head.remaining() >= at + wanted.length;
    for (int i = 0; same && i < wanted.length; i++) {
      same = head.get(head.position() + at + i) == wanted[i];
    }
    return same;
  }
}
