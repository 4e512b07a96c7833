package org.graticule.image.nitf;

import java.nio.charset.StandardCharsets;
import org.graticule.fault.Fault;

/** The fields of a NITF header: text of fixed widths, one after another. For one thread. */
final class NitfFields {
  private final byte[] bytes;
  private final String where;
  private int at;

  /**
   * @param where which header, for people
   */
  NitfFields(byte[] bytes, String where) {
    this.bytes = bytes;
    this.where = where;
  }

  /** The next field, without blanks around it. */
  String text(String name, int width) {
    return raw(name, width).strip();
  }

  /** The next field with its blanks. */
  String raw(String name, int width) {
    if (width > bytes.length - at) {
      throw broken(
          "%s: %d bytes at %d of %d".formatted(name, width, at, bytes.length), "inside the header");
    }
    String text = new String(bytes, at, width, StandardCharsets.ISO_8859_1);
    at += width;
    return text;
  }

  /** The next field as a whole number. */
  long number(String name, int width, long least, long most) {
    String text = raw(name, width);
    if (!text.matches("\\d{" + width + "}")) {
      throw broken(name + " is \"" + shown(text) + "\"", width + " digits");
    }
    long value = Long.parseLong(text);
    if (value < least || value > most) {
      throw broken(name + " is " + value, least + " to " + most);
    }
    return value;
  }

  int count(String name, int width, int least, int most) {
    return (int) number(name, width, least, most);
  }

  void skip(String name, int width) {
    raw(name, width);
  }

  int at() {
    return at;
  }

  int length() {
    return bytes.length;
  }

  Fault broken(String what, String allowed) {
    return Fault.unacceptable(
        "bad-header", "NITF %s: %s; allowed: %s".formatted(where, what, allowed));
  }

  /** What a file says, fit to be told. */
  static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    text.chars().limit(40).forEach(c -> shown.append(c >= ' ' && c < 127 ? (char) c : '?'));
    return shown.toString();
  }
}
