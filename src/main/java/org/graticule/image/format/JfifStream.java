package org.graticule.image.format;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** JPEG streams as TIFF keeps them, and how to make whole ones of them without decoding. */
final class JfifStream {
  private static final int START = 0xd8;
  private static final int END = 0xd9;
  private static final int SCAN = 0xda;
  private static final int APP0 = 0xe0;
  private static final int ADOBE = 0xee;
  private static final byte[] JFIF =
      HexFormat.of().parseHex("ffe000104a46494600010100000100010000");

  private JfifStream() {}

  /**
   * What the frame header says.
   *
   * @param across pixels that share a colour sample in a row
   * @param down in a column
   * @param colour whether three components are luma and colour differences
   */
  record Frame(int width, int height, int components, int across, int down, boolean colour) {}

  /** The stream with shared tables put in and marked as JFIF; its own bytes are kept. */
  static byte[] whole(byte[] tables, byte[] stream) {
    boolean marked = stream.length > 4 && (stream[3] & 0xff) == APP0;
    int end = tables.length;
    if (end >= 4 && (tables[end - 1] & 0xff) == END) {
      end -= 2;
    }
    if (marked && end < 4) {
      return stream;
    }
    ByteArrayOutputStream whole = new ByteArrayOutputStream(stream.length + end + JFIF.length);
    int from = marked ? Math.min(stream.length, 4 + length(stream, 4)) : 2;
    whole.write(stream, 0, from);
    if (!marked) {
      whole.writeBytes(JFIF);
    }
    if (end >= 4) {
      whole.write(tables, 2, end - 2);
    }
    whole.write(stream, from, stream.length - from);
    return whole.toByteArray();
  }

  /** Null where there is none that a baseline or progressive decoder of 8 bits reads. */
  static @Nullable Frame frame(byte[] stream) {
    if (stream.length < 4 || (stream[0] & 0xff) != 0xff || (stream[1] & 0xff) != START) {
      return null;
    }
    int adobe = -1;
    int at = 2;
    while (at + 4 <= stream.length && (stream[at] & 0xff) == 0xff) {
      int marker = stream[at + 1] & 0xff;
      if (marker == 0xff) {
        at++;
        continue;
      }
      int length = length(stream, at + 2);
      if (marker == SCAN || length < 2 || at + 2 + length > stream.length) {
        return null;
      }
      if (marker == ADOBE && length >= 14) {
        adobe = stream[at + 15] & 0xff;
      }
      if (marker >= 0xc0 && marker <= 0xc2) {
        return frame(Arrays.copyOfRange(stream, at + 4, at + 2 + length), adobe);
      }
      at += 2 + length;
    }
    return null;
  }

  /** Precision, height, width, number of components, then three bytes each. */
  private static @Nullable Frame frame(byte[] head, int adobe) {
    int components = head.length < 6 ? 0 : head[5] & 0xff;
    if (components == 0 || head.length < 6 + 3 * components || head[0] != 8) {
      return null;
    }
    int across = head[7] >> 4;
    int down = head[7] & 15;
    boolean plain = true;
    for (int i = 1; i < components; i++) {
      plain &= head[7 + 3 * i] == 0x11;
    }
    boolean named = components == 3 && head[6] == 'R' && head[9] == 'G' && head[12] == 'B';
    boolean colour = components == 3 && plain && !named && adobe != 0;
    return new Frame(length(head, 3), length(head, 1), components, across, down, colour);
  }

  private static int length(byte[] bytes, int at) {
    return at + 1 < bytes.length ? (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff : 0;
  }
}
