package org.graticule.geo.projection;

import java.awt.geom.Point2D;
import org.geotools.api.parameter.ParameterDescriptorGroup;
import org.geotools.api.parameter.ParameterValueGroup;

/** A whole map of {@link Meridians}, beside and beyond whose edge is no place. Immutable. */
public final class WorldMap extends Plane {
  /** What begins the names of those that GeoTools has, too, otherwise than PROJ. */
  public static final String OWN = "World map, ";

  /** Some millimetres, in radii. */
  private static final double SLACK = 1e-9;

  private final Meridians meridians;

  /** Of the sphere in semi-major axes: Miller's alone is of the ellipsoid's area. */
  private final double radius;

  private WorldMap(
      Meridians meridians, ParameterDescriptorGroup parameters, ParameterValueGroup values) {
    super(parameters, values);
    this.meridians = meridians;
    this.radius = meridians == Meridians.MILLER ? new AuthalicSphere(excentricity).radius() : 1;
  }

  @Override
  Point2D.Double there(double lambda, double phi) {
    double t = meridians.ofLatitude(phi);
    return new Point2D.Double(radius * lambda * meridians.across(t), radius * meridians.up(t));
  }

  @Override
  Point2D.Double back(double x, double y) {
    double t = meridians.ofHeight(y / radius);
    double lambda = longitude(x, radius * meridians.across(t));
    return new Point2D.Double(lambda, meridians.latitude(t));
  }

  /**
   * From how far away the straight meridian is; not a number beside the edge.
   *
   * @param across length of a radian
   */
  static double longitude(double x, double across) {
    return Math.abs(x) <= Math.PI * across + SLACK
        ? Math.clamp(x / Math.max(across, SLACK), -Math.PI, Math.PI)
        : Double.NaN;
  }

  /** Each is found by GeoTools. */
  private abstract static class Drawn extends Method {
    Drawn(Meridians meridians, String name) {
      super(
          (parameters, values) -> new WorldMap(meridians, parameters, values),
          new String[] {OWN + name});
    }
  }

  public static final class RobinsonMap extends Drawn {
    public RobinsonMap() {
      super(Meridians.ROBINSON, "Robinson");
    }
  }

  public static final class NaturalEarth extends Drawn {
    public NaturalEarth() {
      super(Meridians.NATURAL_EARTH, "Natural Earth");
    }
  }

  public static final class Mollweide extends Drawn {
    public Mollweide() {
      super(Meridians.MOLLWEIDE, "Mollweide");
    }
  }

  public static final class Goode extends Drawn {
    public Goode() {
      super(Meridians.GOODE, "Goode Homolosine");
    }
  }

  public static final class Eckert1 extends Drawn {
    public Eckert1() {
      super(Meridians.ECKERT_I, "Eckert I");
    }
  }

  public static final class Eckert2 extends Drawn {
    public Eckert2() {
      super(Meridians.ECKERT_II, "Eckert II");
    }
  }

  public static final class Eckert3 extends Drawn {
    public Eckert3() {
      super(Meridians.ECKERT_III, "Eckert III");
    }
  }

  public static final class Eckert4 extends Drawn {
    public Eckert4() {
      super(Meridians.ECKERT_IV, "Eckert IV");
    }
  }

  public static final class Eckert5 extends Drawn {
    public Eckert5() {
      super(Meridians.ECKERT_V, "Eckert V");
    }
  }

  public static final class Eckert6 extends Drawn {
    public Eckert6() {
      super(Meridians.ECKERT_VI, "Eckert VI");
    }
  }

  public static final class Craster extends Drawn {
    public Craster() {
      super(Meridians.CRASTER, "Craster Parabolic");
    }
  }

  public static final class Gall extends Drawn {
    public Gall() {
      super(Meridians.GALL, "Gall Stereographic");
    }
  }

  public static final class Miller extends Drawn {
    public Miller() {
      super(Meridians.MILLER, "Miller Cylindrical");
    }
  }
}
