package org.graticule.tile;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The address of a tile of the native grid in its usual form, {@code
 * /api/v1/scenes/{scene}/tiles/{z}/{x}/{y}[?v=revision]}.
 *
 * @param version the revision asked for, or {@link #ANY}
 */
record NativeTilePath(UUID scene, int z, int x, int y, int version) {
  static final int ANY = -1;
  private static final String HEAD = "/api/v1/scenes/";
  private static final String MIDDLE = "/tiles/";
  private static final int UUID_LENGTH = 36;
  private static final int MOST_DIGITS = 7;

  /** Null where the address is anything else, however little the difference. */
  static @Nullable NativeTilePath parse(String uri) {
    int middle = HEAD.length() + UUID_LENGTH;
    if (!uri.startsWith(HEAD) || !uri.startsWith(MIDDLE, middle)) {
      return null;
    }
    int start = middle + MIDDLE.length();
    int query = uri.indexOf('?', start);
    int end = query < 0 ? uri.length() : query;
    int first = uri.indexOf('/', start);
    int second = uri.indexOf('/', first + 1);
    int version = query < 0 ? ANY : version(uri, query);
    if (first < 0 || second < 0 || second > end || query >= 0 && version < 0) {
      return null;
    }
    int z = number(uri, start, first);
    int x = number(uri, first + 1, second);
    int y = number(uri, second + 1, end);
    if (z < 0 || x < 0 || y < 0) {
      return null;
    }
    try {
      return new NativeTilePath(
          UUID.fromString(uri.substring(HEAD.length(), middle)), z, x, y, version);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  private static int version(String uri, int query) {
    return uri.startsWith("?v=", query) ? number(uri, query + 3, uri.length()) : -1;
  }

  /** A decimal number without leading zeros, -1 where it is not. */
  private static int number(String text, int from, int to) {
    int digits = to - from;
    if (digits < 1 || digits > MOST_DIGITS || digits > 1 && text.charAt(from) == '0') {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
