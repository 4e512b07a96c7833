package org.graticule.service.ogc;

import java.util.Map;
import java.util.Optional;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.http.Numbers;
import org.graticule.image.LonLatBox;
import org.graticule.service.Grids;
import org.graticule.tile.MapWindow;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/** Reads which part of the ground a map request asks for, and how large. */
final class MapRequest {
  private static final String CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84";
  private static final int WEB_MERCATOR = 3857;
  private static final int USUAL = 1024;
  private static final double FARTHEST = 1e8;
  private static final int STEPS = 16;

  private final Grids grids;
  private final Map<String, String> asked;

  MapRequest(Grids grids, Map<String, String> asked) {
    this.grids = grids;
    this.asked = asked;
  }

  /** One CRS as a request may name it. */
  private record Named(Grids.Grid grid, boolean northFirst) {}

  /**
   * @param whole longitudes and latitudes of all there is, for a request without a box
   */
  MapWindow window(LonLatBox whole) {
    Grids.Grid output = named("crs").map(Named::grid).orElseGet(() -> byUri(CRS84).grid());
    Named of = named("bbox-crs").orElseGet(() -> byUri(CRS84));
    Envelope bounds =
        asked.get("bbox") == null
            ? project(
                new Envelope(whole.west(), whole.east(), whole.south(), whole.north()),
                byUri(CRS84).grid(),
                output)
            : project(box(of, asked.get("bbox")), of.grid(), output);
    if (!(bounds.getWidth() > 0 && bounds.getHeight() > 0)) {
      throw Fault.malformed("bad-bbox", "bbox has no area in " + output.crsUrn());
    }
    double aspect = bounds.getWidth() / bounds.getHeight();
    Optional<Integer> width = side("width");
    Optional<Integer> height = side("height");
    int columns = width.orElseGet(() -> side(height.map(h -> h * aspect).orElse(usual(aspect))));
    int rows = height.orElseGet(() -> side(columns / aspect));
    return new MapWindow(output.id(), bounds, columns, rows);
  }

  private static double usual(double aspect) {
    return aspect >= 1 ? USUAL : USUAL * aspect;
  }

  private static int side(double pixels) {
    return Math.clamp(Math.round(pixels), 1, MapWindow.LONGEST);
  }

  private Optional<Integer> side(String name) {
    return Optional.ofNullable(asked.get(name))
        .map(text -> {
          if (!text.matches("[0-9]{1,6}")) {
            throw Fault.malformed(
                "bad-number", name + " must be a whole number, 1 to " + MapWindow.LONGEST);
          }
          return (int) Numbers.decimal(name, text, 1, MapWindow.LONGEST);
        });
  }

  private static Envelope box(Named crs, String text) {
    double[] n = Numbers.decimals("bbox", text, 4, FARTHEST);
    int x = crs.northFirst() ? 1 : 0;
    double west = n[x];
    double east = n[2 + x];
    double south = n[1 - x];
    double north = n[3 - x];
    if (crs.grid().crs().geographic() && west > east) {
      // Across the antimeridian.
      east += 360;
    }
    if (!(west < east && south < north)) {
      throw Fault.malformed("bad-bbox", "bbox must be lower corner, then upper corner");
    }
    return new Envelope(west, east, south, north);
  }

  private Optional<Named> named(String parameter) {
    return Optional.ofNullable(asked.get(parameter)).map(this::byUri);
  }

  /** A CRS of one of the grids, by its address or as {@code EPSG:3857}. */
  private Named byUri(String name) {
    String code = name.replaceAll("^\\[|]$", "");
    if (code.matches("(http://www\\.opengis\\.net/def/crs/EPSG/0/|EPSG:)4326")) {
      return new Named(byUri(CRS84).grid(), true);
    }
    for (Grids.Grid grid : grids.all()) {
      String uri = grid.json().path("crs").asText();
      boolean same =
          code.equals(uri)
              || code.equals("OGC:CRS84") && uri.equals(CRS84)
              || code.equals("EPSG:" + grid.set().epsg()) && !uri.equals(CRS84);
      if (same) {
        return new Named(grid, false);
      }
    }
    throw Fault.malformed(
        "bad-crs",
        "crs and bbox-crs must be CRS84, EPSG:4326 or the CRS of a tile matrix set listed here");
  }

  /** The box around a box in another CRS. */
  private static Envelope project(Envelope box, Grids.Grid from, Grids.Grid to) {
    if (from.id().equals(to.id())) {
      return box;
    }
    Envelope projected = new Envelope();
    for (int i = 0; i <= STEPS; i++) {
      double x = box.getMinX() + box.getWidth() * i / STEPS;
      double y = box.getMinY() + box.getHeight() * i / STEPS;
      double[][] edge = {
        {x, box.getMinY()}, {x, box.getMaxY()}, {box.getMinX(), y}, {box.getMaxX(), y}
      };
      for (double[] place : edge) {
        place(from.crs(), place)
            .flatMap(lonLat -> fromLonLat(lonLat, to))
            .ifPresent(projected::expandToInclude);
      }
    }
    return projected;
  }

  /** Beyond the antimeridian a map goes on where it would begin again. */
  private static Optional<Coordinate> fromLonLat(Coordinate lonLat, Grids.Grid to) {
    if (lonLat.x <= 180 || !(to.crs().geographic() || to.set().epsg() == WEB_MERCATOR)) {
      return to.crs().fromLonLat(lonLat);
    }
    Envelope all = to.set().bounds(0, 0, 0);
    double round = to.set().matrices().getFirst().columns() * all.getWidth();
    return to.crs()
        .fromLonLat(new Coordinate(lonLat.x - 360, lonLat.y))
        .map(place -> new Coordinate(place.x + round, place.y));
  }

  private static Optional<Coordinate> place(Crs from, double[] place) {
    Coordinate at = new Coordinate(place[0], place[1]);
    return from.geographic() ? Optional.of(at) : from.toLonLat(at);
  }
}
