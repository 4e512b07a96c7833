package org.graticule.image;

import org.graticule.fault.Fault;

/**
 * A box in longitude and latitude, degrees, as RFC 7946 has it: where west is greater than east it
 * goes across the antimeridian. Immutable.
 */
public record LonLatBox(double west, double south, double east, double north) {

  /**
   * @param name of the parameter, for the message
   * @param numbers west, south, east, north
   */
  public static LonLatBox of(String name, double[] numbers) {
    boolean placed =
        Math.abs(numbers[0]) <= 180
            && Math.abs(numbers[2]) <= 180
            && Math.abs(numbers[1]) <= 90
            && Math.abs(numbers[3]) <= 90
            && numbers[1] <= numbers[3];
    if (!placed) {
      throw Fault.malformed(
          "bad-bbox",
          "%s %s,%s,%s,%s must be west,south,east,north within -180,-90,180,90"
              .formatted(name, numbers[0], numbers[1], numbers[2], numbers[3]));
    }
    return new LonLatBox(numbers[0], numbers[1], numbers[2], numbers[3]);
  }

  /** One polygon, or two on either side of the antimeridian. */
  public String wkt() {
    return west <= east
        ? "MULTIPOLYGON(" + polygon(west, east) + ")"
        : "MULTIPOLYGON(" + polygon(west, 180) + "," + polygon(-180, east) + ")";
  }

  private String polygon(double left, double right) {
    return "((%1$s %2$s,%3$s %2$s,%3$s %4$s,%1$s %4$s,%1$s %2$s))"
        .formatted(left, south, right, north);
  }
}
