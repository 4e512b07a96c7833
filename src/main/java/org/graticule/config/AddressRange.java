package org.graticule.config;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Addresses that share their first bits. Immutable.
 *
 * @param bits 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record AddressRange(InetAddress first, int bits) {

  /** Whether it holds the address; an IPv4 address within IPv6 counts as IPv4. */
  public boolean holds(InetAddress address) {
    byte[] ours = first.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  /** Reads {@code 10.0.0.1, 172.16.0.0/12, fd00::/8}; names are refused, for they can move. */
  static List<AddressRange> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(range -> !range.isEmpty())
        .map(AddressRange::of)
        .toList();
  }

  private static AddressRange of(String range) {
    String[] parts = range.split("/", 2);
    try {
      InetAddress first = InetAddress.ofLiteral(parts[0]);
      int most = first.getAddress().length * 8;
      int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      if (bits >= 0 && bits <= most) {
        return new AddressRange(first, bits);
      }
    } catch (IllegalArgumentException e) {
      // Answered below.
    }
    throw new IllegalArgumentException("\"" + range + "\" must be like 10.1.2.3 or 10.1.0.0/16");
  }
}
