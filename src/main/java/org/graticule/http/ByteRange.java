package org.graticule.http;

import java.util.Map;
import java.util.Optional;
import org.graticule.fault.Fault;

/**
 * A part of something that is sent in parts, as {@code Range} asks for one (RFC 9110).
 *
 * @param from first byte, from 0
 * @param length bytes, > 0
 */
public record ByteRange(long from, long length) {
  /**
   * One range of a whole; empty where the header asks for none, or in a unit that is not bytes.
   *
   * @throws Fault range, where it asks for several or for what is not there
   */
  public static Optional<ByteRange> of(Optional<String> header, long whole) {
    if (header.isEmpty() || !header.get().startsWith("bytes=")) {
      return Optional.empty();
    }
    String asked = header.get().substring("bytes=".length()).strip();
    if (asked.indexOf(',') >= 0) {
      throw refused("too-many-ranges", "one range at a time", whole);
    }
    if (!asked.matches("\\d{1,18}-\\d{0,18}|-\\d{1,18}")) {
      throw refused("bad-range", "Range must be bytes=FROM-TO, bytes=FROM- or bytes=-LAST", whole);
    }
    int dash = asked.indexOf('-');
    long from =
        dash == 0
            ? Math.max(0, whole - Long.parseLong(asked.substring(1)))
            : Long.parseLong(asked.substring(0, dash));
    long to =
        dash == 0 || dash == asked.length() - 1
            ? whole - 1
            : Math.min(whole - 1, Long.parseLong(asked.substring(dash + 1)));
    if (from > to) {
      throw refused("bad-range", "there are " + whole + " bytes", whole);
    }
    return Optional.of(new ByteRange(from, to - from + 1));
  }

  private static Fault refused(String code, String message, long whole) {
    return new Fault(Fault.Kind.RANGE, code, message, Map.of("length", whole));
  }

  /** The {@code Content-Range} of this part. */
  public String of(long whole) {
    return "bytes " + from + "-" + (from + length - 1) + "/" + whole;
  }
}
