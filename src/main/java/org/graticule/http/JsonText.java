package org.graticule.http;

import java.util.HexFormat;
import org.graticule.fault.Fault;

/**
 * Looks through JSON before it is read, for what readers take and nothing behind them should: bytes
 * that are no UTF-8, NUL and half a surrogate pair in a text, and nesting without end. Used once.
 */
public final class JsonText {
  private static final int DEPTH = 32;

  private final byte[] bytes;
  private int at;
  private int depth;
  private int half = -1;

  private JsonText(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * @throws Fault malformed
   */
  public static void check(byte[] bytes) {
    new JsonText(bytes).run();
  }

  /**
   * The bytes alone, for a reader that looks at texts and nesting itself.
   *
   * @throws Fault malformed
   */
  public static void checkBytes(byte[] bytes) {
    JsonText json = new JsonText(bytes);
    for (; json.at < bytes.length; json.at++) {
      json.character();
    }
  }

  /** Moves on to the last byte of the character. */
  private int character() {
    int b = bytes[at] & 0xff;
    if (b >= 0x80) {
      multibyte(b);
    } else if (b == 0) {
      throw Fault.malformed(
          "bad-json", "the body holds a zero byte, which JSON in UTF-8 never has");
    }
    return b;
  }

  private void run() {
    boolean text = false;
    while (at < bytes.length) {
      int b = character();
      if (!text && (b == '[' || b == '{')) {
        deeper();
      } else if (!text && (b == ']' || b == '}')) {
        depth--;
      } else if (b == '"') {
        text = !text;
      } else if (text && b == '\\') {
        escape();
        continue;
      }
      whole();
      at++;
    }
  }

  private void deeper() {
    if (++depth > DEPTH) {
      throw Fault.malformed(
          "nesting-too-deep",
          "The JSON is nested deeper than the %d levels allowed.".formatted(DEPTH));
    }
  }

  /** A character of several bytes, in its only form; surrogates are none. */
  private void multibyte(int first) {
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    int code = first & (0x3f >> more);
    boolean good = first >= 0xc2 && first <= 0xf4 && at + more < bytes.length;
    for (int i = 1; good && i <= more; i++) {
      good = (bytes[at + i] & 0xc0) == 0x80;
      code = code << 6 | bytes[at + i] & 0x3f;
    }
    int least = more == 3 ? 0x10000 : more == 2 ? 0x800 : 0x80;
    if (!good || code < least || code > 0x10ffff || code >= 0xd800 && code < 0xe000) {
      throw Fault.malformed("bad-json", "the body is not UTF-8 at byte " + at);
    }
    at += more;
  }

  private void escape() {
    boolean unicode = at + 5 < bytes.length && bytes[at + 1] == 'u';
    int code = unicode ? hex(at + 2) : ' ';
    at += unicode ? 6 : 2;
    if (code == 0) {
      throw Fault.malformed("bad-json", "a text holds NUL, before byte " + at);
    }
    if (half >= 0 && code >= 0xdc00 && code < 0xe000) {
      half = -1;
      return;
    }
    whole();
    if (code >= 0xdc00 && code < 0xe000) {
      throw halved();
    }
    half = code >= 0xd800 && code < 0xdc00 ? at : -1;
  }

  /** Four digits; anything else is for the reader to refuse. */
  private int hex(int from) {
    int code = 0;
    for (int i = from; i < from + 4; i++) {
      if (!HexFormat.isHexDigit(bytes[i])) {
        return ' ';
      }
      code = code << 4 | HexFormat.fromHexDigit(bytes[i]);
    }
    return code;
  }

  private void whole() {
    if (half >= 0) {
      throw halved();
    }
  }

  private Fault halved() {
    return Fault.malformed("bad-json", "a text holds half of a surrogate pair, before byte " + at);
  }
}
