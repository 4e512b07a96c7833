package org.graticule.image.synthetic;

/**
 * The one sun of a scene.
 *
 * @param azimuth degrees clockwise from north, towards the sun; 100..260, so that shadows fall up
 * @param elevation degrees above the horizon
 */
public record Sun(double azimuth, double elevation) {

  /** Share of light going east per unit, towards the sun; image x. */
  double x() {
    return StrictMath.sin(StrictMath.toRadians(azimuth)) * horizontal();
  }

  /** Towards the sun along image y (down). */
  double y() {
    return -StrictMath.cos(StrictMath.toRadians(azimuth)) * horizontal();
  }

  double z() {
    return StrictMath.sin(StrictMath.toRadians(elevation));
  }

  private double horizontal() {
    return StrictMath.cos(StrictMath.toRadians(elevation));
  }

  /** Image columns towards the sun for each row towards it. */
  double slant() {
    return x() / y();
  }

  /** Metres a ray climbs for each row towards the sun. */
  double climb() {
    return Shapes.GSD * z() / y();
  }
}
