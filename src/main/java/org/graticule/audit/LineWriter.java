package org.graticule.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.UUID;

/**
 * A growing byte array that knows decimal, hex, UUID and JSON string notation, so that encoding a
 * record makes no garbage. Not thread-safe: the sequencer owns one and reuses it.
 */
final class LineWriter {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private byte[] bytes = new byte[4096];
  private int length;

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** Forgets everything after {@code to}. */
  void rewind(int to) {
    length = to;
  }

  LineWriter put(int b) {
    room(1);
    bytes[length++] = (byte) b;
    return this;
  }

  LineWriter put(byte[] ascii) {
    room(ascii.length);
    System.arraycopy(ascii, 0, bytes, length, ascii.length);
    length += ascii.length;
    return this;
  }

  LineWriter put(String ascii) {
    return put(ascii.getBytes(StandardCharsets.US_ASCII));
  }

  LineWriter decimal(long value) {
    if (value >= 0 && value < 10) {
      return put('0' + (int) value);
    }
    return put(Long.toString(value));
  }

  /** Exactly {@code digits} decimal digits, with leading zeros. */
  LineWriter padded(long value, int digits) {
    room(digits);
    for (int i = length + digits - 1; i >= length; i--) {
      bytes[i] = HEX[(int) (value % 10)];
      value /= 10;
    }
    length += digits;
    return this;
  }

  LineWriter hex(byte[] value) {
    room(value.length * 2);
    for (byte b : value) {
      bytes[length++] = HEX[b >> 4 & 15];
      bytes[length++] = HEX[b & 15];
    }
    return this;
  }

  /** The low {@code digits} hex digits of a value, most significant first. */
  LineWriter hex(long value, int digits) {
    room(digits);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      bytes[length++] = HEX[(int) (value >>> shift) & 15];
    }
    return this;
  }

  LineWriter uuid(UUID id) {
    long high = id.getMostSignificantBits();
    long low = id.getLeastSignificantBits();
    hex(high >>> 32, 8).put('-').hex(high >>> 16, 4).put('-').hex(high, 4).put('-');
    return hex(low >>> 48, 4).put('-').hex(low, 12);
  }

  /** A JSON string in the one form RFC 8785 allows; a lone surrogate becomes U+FFFD. */
  LineWriter string(String text) {
    room(text.length() * 6 + 2);
    bytes[length++] = '"';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 0x80) {
        ascii(c);
      } else if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        int point = Character.toCodePoint(c, text.charAt(++i));
        bytes[length++] = (byte) (0xF0 | point >> 18);
        bytes[length++] = (byte) (0x80 | point >> 12 & 63);
        bytes[length++] = (byte) (0x80 | point >> 6 & 63);
        bytes[length++] = (byte) (0x80 | point & 63);
      } else if (c < 0x800) {
        bytes[length++] = (byte) (0xC0 | c >> 6);
        bytes[length++] = (byte) (0x80 | c & 63);
      } else {
        int point = Character.isSurrogate(c) ? 0xFFFD : c;
        bytes[length++] = (byte) (0xE0 | point >> 12);
        bytes[length++] = (byte) (0x80 | point >> 6 & 63);
        bytes[length++] = (byte) (0x80 | point & 63);
      }
    }
    return put('"');
  }

  private void ascii(char c) {
    int escape =
        switch (c) {
          case '"', '\\' -> c;
          case '\b' -> 'b';
          case '\t' -> 't';
          case '\n' -> 'n';
          case '\f' -> 'f';
          case '\r' -> 'r';
          default -> 0;
        };
    if (escape != 0) {
      bytes[length++] = '\\';
      bytes[length++] = (byte) escape;
    } else if (c < 0x20) {
      bytes[length++] = '\\';
      bytes[length++] = 'u';
      hex(c, 4);
    } else {
      bytes[length++] = (byte) c;
    }
  }

  private void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  @Override
  public String toString() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  /** Lower-case hex, as everywhere on the log. */
  static String hexOf(byte[] value) {
    return HexFormat.of().formatHex(value);
  }
}
