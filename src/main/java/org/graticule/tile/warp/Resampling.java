package org.graticule.tile.warp;

import java.util.Locale;

/** How a value between source pixels is made. */
public enum Resampling {
  /** The pixel it falls in; for classes and codes. */
  NEAREST,
  /** Of four pixels, by distance. */
  BILINEAR,
  /** Of sixteen pixels, Catmull-Rom; sharper, may overshoot. */
  CUBIC;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
