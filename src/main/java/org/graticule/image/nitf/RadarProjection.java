package org.graticule.image.nitf;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.graticule.geo.Ecef;
import org.graticule.geo.GroundControlPoint;
import org.graticule.geo.PixelGrid;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Where on the ground a pixel of a radar image lies: what is as far from the antenna as its range
 * says, moves against it as its Doppler says, and is as high above the ellipsoid as the middle of
 * the scene (NGA.STND.0024-3, SICD image projections; NGA.STND.0025-1 for pictures). For one
 * antenna that sends and receives. Immutable.
 */
final class RadarProjection {
  private static final int MOST_ROUNDS = 30;
  private static final double ENOUGH_METRES = 1e-5;

  /** A model that misses its own middle by more is not believed. */
  private static final double MIDDLE_METRES = 1;

  private final Ecef middle;
  private final Orbit orbit;
  private final XmlPolynomial time;
  private final Plane plane;
  private final Ranging ranging;

  /**
   * Image grid, in metres from the middle.
   *
   * @param row direction of increasing rows
   * @param rowStep metres from row to row
   * @param middleRow counted in the whole image
   */
  private record Plane(
      Ecef row,
      Ecef column,
      double rowStep,
      double columnStep,
      double middleRow,
      double middleColumn) {}

  /** Path of the antenna, by seconds. */
  private record Orbit(XmlPolynomial x, XmlPolynomial y, XmlPolynomial z) {
    private Ecef place(double seconds) {
      return new Ecef(x.at(seconds), y.at(seconds), z.at(seconds));
    }

    private Ecef velocity(double seconds) {
      return new Ecef(x.slope(seconds), y.slope(seconds), z.slope(seconds));
    }
  }

  /** An antenna at the middle of the time in which it saw a pixel. */
  private record Look(double seconds, Ecef place, Ecef velocity) {
    private Contour contour(Ecef point) {
      Ecef sight = place.minus(point);
      return new Contour(sight.length(), velocity.dot(sight) / sight.length());
    }
  }

  /**
   * @param range metres
   * @param rate metres a second
   */
  private record Contour(double range, double rate) {}

  /** From metres along rows and columns to range and its rate. */
  private interface Ranging {
    Contour of(Look look, double row, double column);
  }

  private RadarProjection(
      Ecef middle, Orbit orbit, XmlPolynomial time, Plane plane, @Nullable Ranging ranging) {
    this.middle = middle;
    this.orbit = orbit;
    this.time = time;
    this.plane = plane;
    this.ranging =
        ranging == null ? (look, row, column) -> look.contour(inPlane(row, column)) : ranging;
  }

  /** Empty where the XML does not say enough, or what it says does not fit together. */
  static Optional<RadarProjection> ofSicd(XmlWords xml) {
    Ecef middle = vector(xml, "GeoData/SCP/ECF");
    XmlPolynomial time = XmlPolynomial.read(xml, "Grid/TimeCOAPoly").orElse(null);
    Orbit orbit = orbit(xml, "Position/ARPPoly");
    Plane plane =
        plane(
            xml,
            List.of("Grid/Row/UVectECF", "Grid/Col/UVectECF"),
            List.of(
                "Grid/Row/SS", "Grid/Col/SS", "ImageData/SCPPixel/Row", "ImageData/SCPPixel/Col"));
    String grid = xml.text("Grid/Type");
    boolean apart = "BISTATIC".equals(xml.text("CollectionInfo/CollectType"));
    if (middle == null || time == null || orbit == null || plane == null || grid == null || apart) {
      return Optional.empty();
    }
    Ranging ranging = null;
    if (grid.equals("RGAZIM") || grid.equals("RGZERO")) {
      ranging = grid.equals("RGZERO") ? closest(xml, orbit) : aroundMiddle(xml, middle);
      if (ranging == null) {
        return Optional.empty();
      }
    }
    return new RadarProjection(middle, orbit, time, plane, ranging).believed();
  }

  /** A picture in a plane on the ground; empty for others, as above. */
  static Optional<RadarProjection> ofSidd(XmlWords xml) {
    String path = "Measurement/PlaneProjection/";
    Ecef middle = vector(xml, path + "ReferencePoint/ECEF");
    XmlPolynomial time = XmlPolynomial.read(xml, path + "TimeCOAPoly").orElse(null);
    Orbit orbit = orbit(xml, "Measurement/ARPPoly");
    Plane plane =
        plane(
            xml,
            List.of(path + "ProductPlane/RowUnitVector", path + "ProductPlane/ColUnitVector"),
            List.of(
                path + "SampleSpacing/Row",
                path + "SampleSpacing/Col",
                path + "ReferencePoint/Point/Row",
                path + "ReferencePoint/Point/Col"));
    return middle == null || time == null || orbit == null || plane == null
        ? Optional.empty()
        : new RadarProjection(middle, orbit, time, plane, null).believed();
  }

  private Optional<RadarProjection> believed() {
    return ground(plane.middleRow, plane.middleColumn)
        .filter(place -> place.minus(middle).length() < MIDDLE_METRES)
        .map(_ -> this);
  }

  /** Of pixels all over an image; empty where any of them has no place. */
  List<GroundControlPoint> places(PixelGrid grid, double firstColumn, double firstRow) {
    List<GroundControlPoint> places = new ArrayList<>();
    for (int i = 0; i < SarProduct.PLACES_ACROSS * SarProduct.PLACES_ACROSS; i++) {
      int last = SarProduct.PLACES_ACROSS - 1;
      double column = (double) grid.width() * (i % SarProduct.PLACES_ACROSS) / last;
      double row = (double) grid.height() * (i / SarProduct.PLACES_ACROSS) / last;
      Optional<Coordinate> lonLat =
          ground(firstRow + row - 0.5, firstColumn + column - 0.5).map(Ecef::lonLat);
      if (lonLat.isEmpty()) {
        return List.of();
      }
      SarProduct.add(places, column, row, lonLat.get().x, lonLat.get().y);
    }
    return List.copyOf(places);
  }

  /** Ranges relative to that of the middle: polar format, or range and azimuth compressed. */
  private static @Nullable Ranging aroundMiddle(XmlWords xml, Ecef middle) {
    Double azimuth = xml.number("RgAzComp/AzSF");
    XmlPolynomial angle = XmlPolynomial.read(xml, "PFA/PolarAngPoly").orElse(null);
    XmlPolynomial scale = XmlPolynomial.read(xml, "PFA/SpatialFreqSFPoly").orElse(null);
    if (angle != null && scale != null) {
      return (look, row, column) -> {
        double theta = angle.at(look.seconds);
        double along = row * Math.cos(theta) + column * Math.sin(theta);
        double across = column * Math.cos(theta) - row * Math.sin(theta);
        double turn = angle.slope(look.seconds);
        Contour of = look.contour(middle);
        return new Contour(
            of.range + scale.at(theta) * along,
            of.rate + (scale.slope(theta) * along + scale.at(theta) * across) * turn);
      };
    }
    if (azimuth == null) {
      return null;
    }
    return (look, row, column) -> {
      Contour of = look.contour(middle);
      return new Contour(of.range + row, of.rate - look.velocity.length() * azimuth * column);
    };
  }

  /** Ranges and times of closest approach, as range migration by INCA leaves them. */
  private static @Nullable Ranging closest(XmlWords xml, Orbit orbit) {
    Double range = xml.number("RMA/INCA/R_CA_SCP");
    XmlPolynomial time = XmlPolynomial.read(xml, "RMA/INCA/TimeCAPoly").orElse(null);
    XmlPolynomial scale = XmlPolynomial.read(xml, "RMA/INCA/DRateSFPoly").orElse(null);
    if (range == null || time == null || scale == null) {
      return null;
    }
    return (look, row, column) -> {
      double closest = time.at(column);
      double later = look.seconds - closest;
      double speed = orbit.velocity(closest).length();
      double doppler = scale.at(row, column) * speed * speed * later;
      double there = Math.sqrt(Math.pow(range + row, 2) + doppler * later);
      return new Contour(there, doppler / there);
    };
  }

  /**
   * By Newton's method from the image's own plane, so on the side of the path where that lies.
   *
   * @param row of a pixel's middle, counted in the whole image
   * @return empty where nothing on the ground is so
   */
  Optional<Ecef> ground(double row, double column) {
    double alongRows = (row - plane.middleRow) * plane.rowStep;
    double alongColumns = (column - plane.middleColumn) * plane.columnStep;
    double seconds = time.at(alongRows, alongColumns);
    Look look = new Look(seconds, orbit.place(seconds), orbit.velocity(seconds));
    Contour told = ranging.of(look, alongRows, alongColumns);
    double height = middle.height();
    Ecef point = inPlane(alongRows, alongColumns);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Contour here = look.contour(point);
      Ecef sight = look.place.minus(point).times(1 / here.range);
      Ecef a = sight.times(-1);
      Ecef b = sight.times(here.rate).minus(look.velocity).times(1 / here.range);
      Ecef c = point.up();
      Ecef bc = b.cross(c);
      Ecef step =
          bc.times(told.range - here.range)
              .plus(c.cross(a).times(told.rate - here.rate))
              .plus(a.cross(b).times(height - point.height()))
              .times(1 / a.dot(bc));
      point = point.plus(step);
      if (step.length() < ENOUGH_METRES) {
        return Optional.of(point);
      }
    }
    return Optional.empty();
  }

  private Ecef inPlane(double alongRows, double alongColumns) {
    return middle.plus(plane.row.times(alongRows)).plus(plane.column.times(alongColumns));
  }

  /**
   * @param directions of rows and columns
   * @param numbers steps of rows and columns, then row and column of the middle
   */
  private static @Nullable Plane plane(
      XmlWords xml, List<String> directions, List<String> numbers) {
    Ecef row = vector(xml, directions.getFirst());
    Ecef column = vector(xml, directions.getLast());
    List<Double> said = numbers.stream().map(xml::number).filter(Objects::nonNull).toList();
    return row == null || column == null || said.size() < numbers.size()
        ? null
        : new Plane(row, column, said.get(0), said.get(1), said.get(2), said.get(3));
  }

  private static @Nullable Orbit orbit(XmlWords xml, String path) {
    XmlPolynomial x = XmlPolynomial.read(xml, path + "/X").orElse(null);
    XmlPolynomial y = XmlPolynomial.read(xml, path + "/Y").orElse(null);
    XmlPolynomial z = XmlPolynomial.read(xml, path + "/Z").orElse(null);
    return x == null || y == null || z == null ? null : new Orbit(x, y, z);
  }

  private static @Nullable Ecef vector(XmlWords xml, String path) {
    Double x = xml.number(path + "/X");
    Double y = xml.number(path + "/Y");
    Double z = xml.number(path + "/Z");
    return x == null || y == null || z == null ? null : new Ecef(x, y, z);
  }
}
