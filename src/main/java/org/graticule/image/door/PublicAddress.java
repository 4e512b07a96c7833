package org.graticule.image.door;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * Tells addresses that anybody's network knows from those that only this one, or nobody's, does.
 */
final class PublicAddress {
  /**
   * First octets, their number of bits; RFC 6890 and its kin, where Java has no question for it.
   */
  private static final int[][] NOT_PUBLIC_4 = {
    {0, 0, 8}, {100, 64, 10}, {192, 0, 24}, {198, 18, 15}, {240, 0, 4}
  };

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return switch (address) {
      case Inet4Address four -> is(bytes);
      case Inet6Address six -> {
        // Unique local, and the ways to write an IPv4 address in IPv6: mapped, NAT64, 6to4, Teredo.
        boolean local = (bytes[0] & 0xfe) == 0xfc;
        boolean global = (bytes[0] & 0xe0) == 0x20;
        boolean tunnel =
            bytes[0] == 0x20 && (bytes[1] == 0x02 || bytes[1] == 0x01 && bytes[2] == 0);
        yield global && !local && !tunnel;
      }
      default -> false;
    };
  }

  private static boolean is(byte[] four) {
    int value = (four[0] & 0xff) << 24 | (four[1] & 0xff) << 16 | (four[2] & 0xff) << 8;
    for (int[] block : NOT_PUBLIC_4) {
      int mask = -1 << (32 - block[2]);
      if ((value & mask) == ((block[0] << 24 | block[1] << 16) & mask)) {
        return false;
      }
    }
    return true;
  }
}
