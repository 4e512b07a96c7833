package org.graticule.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The line around a record: JSON, a tab, the CRC-32C of the JSON as 8 hex digits, a newline. {@code
 * cut -f1} leaves the JSON. Also finds members in a record without parsing it: a quote inside a
 * JSON string is escaped, so {@code ,"seq":} can only be a member's name, and facts stand before
 * it, so the last one is the record's own. Not thread-safe.
 */
final class Frame {
  /** Bytes after the JSON, without the newline. */
  static final int TRAILER = 9;

  private static final byte[] SEQ = ",\"seq\":".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] PREV = ",\"prev\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ID = ",\"id\":\"".getBytes(StandardCharsets.US_ASCII);

  /** Characters of a time with six decimals. */
  private static final int MOMENT = 27;

  private static final byte[] AT = ",\"at\":\"".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] TYPE = ",\"type\":\"".getBytes(StandardCharsets.US_ASCII);

  private final CRC32C crc = new CRC32C();

  /** Closes the line whose JSON starts at {@code from} and ends where the writer stands. */
  void close(LineWriter out, int from) {
    crc.reset();
    crc.update(out.bytes(), from, out.length() - from);
    out.put('\t').hex(crc.getValue(), 8).put('\n');
  }

  /** Whether {@code [from, to)}, a line without its newline, is intact. */
  boolean intact(byte[] line, int from, int to) {
    int end = to - TRAILER;
    if (end <= from || line[end] != '\t') {
      return false;
    }
    crc.reset();
    crc.update(line, from, end - from);
    long expected = crc.getValue();
    for (int i = 0; i < 8; i++) {
      if (line[to - 1 - i] != digit((int) (expected >>> 4 * i) & 15)) {
        return false;
      }
    }
    return true;
  }

  /** The record's sequence number, or -1 if it has none. */
  long seq(byte[] json, int from, int to) {
    int at = lastIndexOf(SEQ, json, from, to);
    long value = -1;
    for (int i = at; at >= 0 && i < to && i < at + 16; i++) {
      int digit = json[i] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = Math.max(value, 0) * 10 + digit;
    }
    return value;
  }

  /** Whether the record names {@code hash} as the one before. */
  boolean follows(byte[] json, int from, int to, byte[] hash) {
    int at = lastIndexOf(PREV, json, from, to);
    if (at < 0 || at + 2 * hash.length >= to || json[at + 2 * hash.length] != '"') {
      return false;
    }
    for (byte b : hash) {
      if (json[at++] != digit(b >> 4 & 15) || json[at++] != digit(b & 15)) {
        return false;
      }
    }
    return true;
  }

  /** The record's id as text, empty if it has none. */
  String id(byte[] json, int from, int to) {
    return text(ID, json, from, to);
  }

  /**
   * The record's time as text, empty if it has none. Facts, which could have a member of that name,
   * stand after it: the first one counts.
   */
  String at(byte[] json, int from, int to) {
    for (int at = from; at + AT.length + MOMENT <= to; at++) {
      if (Arrays.equals(json, at, at + AT.length, AT, 0, AT.length)) {
        return new String(json, at + AT.length, MOMENT, StandardCharsets.US_ASCII);
      }
    }
    return "";
  }

  /** The record's type, empty if it has none. */
  String type(byte[] json, int from, int to) {
    return text(TYPE, json, from, to);
  }

  private static String text(byte[] name, byte[] json, int from, int to) {
    int at = lastIndexOf(name, json, from, to);
    int end = at;
    while (at >= 0 && end < to && json[end] != '"') {
      end++;
    }
    return at < 0 ? "" : new String(json, at, end - at, StandardCharsets.US_ASCII);
  }

  /** Where the value starts after the last {@code name}, or -1. */
  private static int lastIndexOf(byte[] name, byte[] json, int from, int to) {
    for (int at = to - name.length; at >= from; at--) {
      int i = 0;
      while (i < name.length && json[at + i] == name[i]) {
        i++;
      }
      if (i == name.length) {
        return at + i;
      }
    }
    return -1;
  }

  private static int digit(int value) {
    return value < 10 ? '0' + value : 'a' + value - 10;
  }
}
