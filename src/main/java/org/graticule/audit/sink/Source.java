package org.graticule.audit.sink;

import java.net.InetAddress;

/** What an event names as its source: a network address, or something else. */
final class Source {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final String IPV4 = OCTET + "(\\." + OCTET + "){3}";

  private Source() {}

  /** Whether it is an IPv4 or IPv6 address and nothing besides; nothing is looked up. */
  static boolean isAddress(String source) {
    if (source.matches(IPV4)) {
      return true;
    }
    if (!source.matches("[0-9a-fA-F:.]{2,39}") || !source.contains(":")) {
      return false;
    }
    try {
      return InetAddress.ofLiteral(source).getAddress().length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
