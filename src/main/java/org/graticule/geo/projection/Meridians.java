package org.graticule.geo.projection;

import java.util.function.DoubleUnaryOperator;

/**
 * Maps of the world with straight parallels along which meridians are evenly apart, of a sphere of
 * one semi-major axis: latitude, distance from the equator and length of a radian of longitude by a
 * parameter from -pi/2 to pi/2, with which the first two grow. Formulas are those of J. P. Snyder
 * and P. M. Voxland, An Album of Map Projections, 1989, where no other source is told. Stateless.
 */
enum Meridians {
  ROBINSON(t -> t, Robinson::up, Robinson::across) {
    @Override
    double ofHeight(double y) {
      return Robinson.latitude(y);
    }
  },
  NATURAL_EARTH(t -> t, Meridians::naturalUp, Meridians::naturalAcross),
  MOLLWEIDE(Meridians::mollweide, Meridians::mollweideUp, Meridians::mollweideAcross),
  /** As PROJ has it, with a step where both maps meet. */
  GOODE(Goode::latitude, t -> Goode.up(t, 0.0528), Goode::across),
  /** The same without it. */
  JOINED_GOODE(Goode::latitude, t -> Goode.up(t, Goode.STEP), Goode::across),
  ECKERT_I(
      t -> t,
      t -> 2 * Math.sqrt(2 / (3 * Math.PI)) * t,
      t -> 2 * Math.sqrt(2 / (3 * Math.PI)) * (1 - Math.abs(t) / Math.PI)),
  ECKERT_II(
      t -> t,
      t -> Math.signum(t) * Math.sqrt(2 * Math.PI / 3) * (2 - bent(t)),
      t -> 2 / Math.sqrt(6 * Math.PI) * bent(t)),
  ECKERT_III(
      t -> t,
      t -> 4 / Math.sqrt(Math.PI * (4 + Math.PI)) * t,
      t -> 2 / Math.sqrt(Math.PI * (4 + Math.PI)) * (1 + round(2 * t / Math.PI))),
  ECKERT_IV(
      t -> asin((t + Math.sin(t) * Math.cos(t) + 2 * Math.sin(t)) / (2 + Math.PI / 2)),
      t -> 2 * Math.sqrt(Math.PI / (4 + Math.PI)) * Math.sin(t),
      t -> 2 / Math.sqrt(Math.PI * (4 + Math.PI)) * (1 + Math.cos(t))),
  ECKERT_V(
      t -> t, t -> 2 * t / Math.sqrt(2 + Math.PI), t -> (1 + Math.cos(t)) / Math.sqrt(2 + Math.PI)),
  ECKERT_VI(
      t -> asin((t + Math.sin(t)) / (1 + Math.PI / 2)),
      t -> 2 * t / Math.sqrt(2 + Math.PI),
      t -> (1 + Math.cos(t)) / Math.sqrt(2 + Math.PI)),
  CRASTER(
      t -> t,
      t -> Math.sqrt(3 * Math.PI) * Math.sin(t / 3),
      t -> Math.sqrt(3 / Math.PI) * (2 * Math.cos(2 * t / 3) - 1)),
  GALL(t -> t, t -> (1 + Math.sqrt(0.5)) * Math.tan(t / 2), t -> Math.sqrt(0.5)),
  MILLER(t -> t, t -> 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * t)), t -> 1);

  private static final double END = Math.PI / 2;
  private static final int MOST_ROUNDS = 60;
  private static final double ENOUGH = 1e-15;
  private static final double BIT = 1e-6;

  private final DoubleUnaryOperator latitude;
  private final DoubleUnaryOperator up;
  private final DoubleUnaryOperator across;

  Meridians(DoubleUnaryOperator latitude, DoubleUnaryOperator up, DoubleUnaryOperator across) {
    this.latitude = latitude;
    this.up = up;
    this.across = across;
  }

  /** The parameter of a latitude. */
  double ofLatitude(double phi) {
    return solved(latitude, phi);
  }

  /** The parameter of a distance from the equator; not a number beyond the poles. */
  double ofHeight(double y) {
    return solved(up, y);
  }

  double latitude(double t) {
    return latitude.applyAsDouble(t);
  }

  double up(double t) {
    return up.applyAsDouble(t);
  }

  double across(double t) {
    return across.applyAsDouble(t);
  }

  /** Where a function that grows has a value, by Newton's method between bounds. */
  static double solved(DoubleUnaryOperator growing, double value) {
    double most = growing.applyAsDouble(END);
    if (!(Math.abs(value) < most)) {
      return Math.abs(value) <= most * (1 + 1e-9) ? Math.copySign(END, value) : Double.NaN;
    }
    double low = -END;
    double high = END;
    double t = value / most * END;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double missed = growing.applyAsDouble(t) - value;
      if (missed > 0) {
        high = t;
      } else {
        low = t;
      }
      double before = Math.max(t - BIT, -END);
      double after = Math.min(t + BIT, END);
      double slope =
          (growing.applyAsDouble(after) - growing.applyAsDouble(before)) / (after - before);
      double next = t - missed / slope;
      if (!(next > low && next < high)) {
        next = (low + high) / 2;
      }
      if (missed == 0 || Math.abs(next - t) < ENOUGH) {
        break;
      }
      t = next;
    }
    return t;
  }

  static double asin(double sine) {
    return Math.asin(Math.clamp(sine, -1.0, 1.0));
  }

  private static double round(double along) {
    return Math.sqrt(Math.max(0, 1 - along * along));
  }

  private static double bent(double phi) {
    return Math.sqrt(4 - 3 * Math.sin(Math.abs(phi)));
  }

  private static double mollweide(double theta) {
    return asin((2 * theta + Math.sin(2 * theta)) / Math.PI);
  }

  private static double mollweideUp(double theta) {
    return Math.sqrt(2) * Math.sin(theta);
  }

  private static double mollweideAcross(double theta) {
    return 2 * Math.sqrt(2) / Math.PI * Math.cos(theta);
  }

  /** The polynomials of B. Šavrič, B. Jenny, T. Patterson and others, 2011. */
  private static double naturalUp(double phi) {
    double p2 = phi * phi;
    double p4 = p2 * p2;
    return phi * (1.007226 + p2 * (0.015085 + p4 * (-0.044475 + 0.028874 * p2 - 0.005916 * p4)));
  }

  private static double naturalAcross(double phi) {
    double p2 = phi * phi;
    double p6 = p2 * p2 * p2;
    return 0.8707 + p2 * (-0.131979 + p2 * (-0.013791 + p6 * (0.003971 - 0.001529 * p2)));
  }

  /** Sinusoidal up to a latitude, Mollweide's beyond. */
  private static final class Goode {
    private static final double JOIN = Math.toRadians(40 + 44 / 60.0 + 11.8 / 3600);
    private static final double JOIN_THETA = solved(Meridians::mollweide, JOIN);
    private static final double STEP = mollweideUp(JOIN_THETA) - JOIN;

    static double latitude(double t) {
      return Math.abs(t) <= JOIN ? t : mollweide(theta(t));
    }

    static double up(double t, double step) {
      return Math.abs(t) <= JOIN ? t : mollweideUp(theta(t)) - Math.copySign(step, t);
    }

    static double across(double t) {
      return Math.abs(t) <= JOIN ? Math.cos(t) : mollweideAcross(theta(t));
    }

    private static double theta(double t) {
      double beyond = (Math.abs(t) - JOIN) / (END - JOIN);
      return Math.copySign(JOIN_THETA + beyond * (END - JOIN_THETA), t);
    }
  }
}
