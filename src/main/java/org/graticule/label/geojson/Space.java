package org.graticule.label.geojson;

import java.util.Locale;

/** What the two numbers of a position mean. */
public enum Space {
  /** x right and y down, in pixels from the outer corner of the upper-left pixel. */
  PIXEL(1e9, 1e9),
  /** Longitude and latitude of CRS84, in degrees. */
  GROUND(180, 90);

  private final double mostX;
  private final double mostY;

  Space(double mostX, double mostY) {
    this.mostX = mostX;
    this.mostY = mostY;
  }

  /** As the contract writes it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean holds(double x, double y) {
    return Math.abs(x) <= mostX && Math.abs(y) <= mostY;
  }

  /** For messages. */
  String range() {
    return switch (this) {
      case PIXEL -> "at most 1e9 pixels from the image's corner";
      case GROUND -> "longitude -180 to 180, latitude -90 to 90";
    };
  }
}
