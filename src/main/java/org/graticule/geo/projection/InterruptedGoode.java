package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import java.util.List;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/**
 * Goode's homolosine map cut through the oceans, or through the continents (J. P. Goode, The
 * Homolosine Projection, 1925). Between its lobes is no place. Some lobes repeat ground beyond
 * their edge, so that an island stays whole: there is a way back from it, and none there.
 * Immutable.
 */
public final class InterruptedGoode extends Plane {
  private static final double SLACK = 1e-9;

  private final List<Lobe> lobes;

  /**
   * Degrees from the central meridian.
   *
   * @param north of the equator, or south
   * @param middle where the meridian is straight
   * @param repeats what is shown beyond its edge: west, east, south and north of each
   */
  private record Lobe(
      boolean north, double west, double middle, double east, List<double[]> repeats) {
    boolean shows(double lambda, double phi) {
      double lon = Math.toDegrees(lambda);
      double lat = Math.toDegrees(phi);
      return lon >= west - SLACK && lon <= east + SLACK
          || repeats.stream()
              .anyMatch(box ->
                  lon >= box[0] - SLACK
                      && lon <= box[1] + SLACK
                      && lat >= box[2] - SLACK
                      && lat <= box[3] + SLACK);
    }
  }

  private static Lobe lobe(boolean north, double west, double middle, double east) {
    return new Lobe(north, west, middle, east, List.of());
  }

  private static final List<Lobe> LAND =
      List.of(
          new Lobe(true, -180, -100, -40, List.of(new double[] {-40, -10, 60, 90})),
          new Lobe(true, -40, 30, 180, List.of(new double[] {-50, -40, 60, 90})),
          lobe(false, -180, -160, -100),
          lobe(false, -100, -60, -20),
          lobe(false, -20, 20, 80),
          lobe(false, 80, 140, 180));

  private static final List<Lobe> OCEAN =
      List.of(
          lobe(true, -180, -140, -90),
          lobe(true, -90, -10, 60),
          lobe(true, 60, 130, 180),
          lobe(false, -180, -110, -60),
          new Lobe(false, -60, 20, 90, List.of(new double[] {90, 100, -90, -40})),
          lobe(false, 90, 150, 180));

  private InterruptedGoode(
      List<Lobe> lobes, ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.lobes = lobes;
  }

  /** The lobe of a hemisphere between whose edges along the equator a longitude is. */
  private Lobe lobe(double lambda, boolean north) {
    double degrees = Math.toDegrees(lambda);
    List<Lobe> half = lobes.stream().filter(lobe -> lobe.north == north).toList();
    return half.stream().filter(lobe -> degrees <= lobe.east).findFirst().orElse(half.getLast());
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double middle = Math.toRadians(lobe(lambda, phi >= 0).middle);
    double t = Meridians.JOINED_GOODE.ofLatitude(phi);
    double x = middle + (lambda - middle) * Meridians.JOINED_GOODE.across(t);
    return new Point2D.Double(x, Meridians.JOINED_GOODE.up(t));
  }

  @Override
  Point2D.Double back(double x, double y) {
    Lobe lobe = lobe(x, y >= 0);
    double middle = Math.toRadians(lobe.middle);
    double t = Meridians.JOINED_GOODE.ofHeight(y);
    double phi = Meridians.JOINED_GOODE.latitude(t);
    double lambda = middle + WorldMap.longitude(x - middle, Meridians.JOINED_GOODE.across(t));
    return new Point2D.Double(lobe.shows(lambda, phi) ? lambda : Double.NaN, phi);
  }

  /** Found by GeoTools: cut through the oceans. */
  public static final class Land extends Method {
    public Land() {
      super(
          (parameters, values) -> new InterruptedGoode(LAND, parameters, values),
          new String[] {WorldMap.OWN + "Interrupted Goode Homolosine"});
    }
  }

  /** Found by GeoTools: cut through the continents. */
  public static final class Ocean extends Method {
    public Ocean() {
      super(
          (parameters, values) -> new InterruptedGoode(OCEAN, parameters, values),
          new String[] {WorldMap.OWN + "Interrupted Goode Homolosine Ocean"});
    }
  }
}
