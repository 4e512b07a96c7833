package org.graticule.tile.render;

import java.util.Locale;

/** How a picture is encoded. */
public enum PictureFormat {
  /** JPEG where every pixel has data, PNG with transparency elsewhere. */
  AUTO,
  /** Pixels without data get the background. */
  JPEG,
  PNG,
  WEBP;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
