package org.graticule.tile.render;

/** Parts of messages. */
final class Words {
  private Words() {}

  /** What a caller sent, short enough to be repeated to them. */
  static String clip(String text) {
    return text.length() > 60 ? text.substring(0, 60) + "..." : text;
  }
}
