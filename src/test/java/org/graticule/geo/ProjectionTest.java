package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.graticule.image.Gdal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;

/** Maps without a code lie where PROJ has them, over all that they show and around it. */
final class ProjectionTest {
  private static final double METRES_PER_DEGREE = 111_320;

  /** Square metres. */
  private static final double EARTH = 4 * Math.PI * Math.pow(6_371_007.2, 2);

  static final List<String> SEEN =
      List.of(
          "+proj=geos +h=35786023 +lon_0=-75 +sweep=x +ellps=GRS80",
          "+proj=geos +h=35785863 +lon_0=140.7 +a=6378137 +b=6356752.3",
          "+proj=geos +h=35785831 +lon_0=0 +a=6378169 +b=6356583.8",
          "+proj=ortho +lat_0=10 +lon_0=20 +datum=WGS84",
          "+proj=ortho +lat_0=-90 +datum=WGS84");

  static final List<String> AZIMUTHAL =
      List.of(
          "+proj=aeqd +lat_0=40 +lon_0=10 +x_0=1000 +datum=WGS84",
          "+proj=aeqd +lat_0=0 +lon_0=-170 +datum=WGS84",
          "+proj=aeqd +lat_0=90 +datum=WGS84",
          "+proj=aeqd +lat_0=-90 +lon_0=30 +ellps=GRS80");

  static final List<String> WORLD =
      List.of(
          "+proj=robin +lon_0=10 +datum=WGS84",
          "+proj=natearth +datum=WGS84",
          "+proj=moll +lon_0=-90 +datum=WGS84",
          "+proj=sinu +R=6371007.181",
          "+proj=sinu +lon_0=100 +datum=WGS84",
          "+proj=goode +datum=WGS84",
          "+proj=igh +datum=WGS84",
          "+proj=igh_o +datum=WGS84",
          "+proj=wintri +lat_1=50.4597762521898 +datum=WGS84",
          "+proj=eck1 +datum=WGS84",
          "+proj=eck2 +datum=WGS84",
          "+proj=eck3 +datum=WGS84",
          "+proj=eck4 +datum=WGS84",
          "+proj=eck5 +datum=WGS84",
          "+proj=eck6 +datum=WGS84",
          "+proj=crast +datum=WGS84",
          "+proj=gall +datum=WGS84",
          "+proj=mill +datum=WGS84");

  private static JsonNode maps;

  @BeforeAll
  static void ask() throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-"));
    arguments.addAll(SEEN);
    arguments.addAll(AZIMUTHAL);
    arguments.addAll(WORLD);
    try (InputStream script = ProjectionTest.class.getResourceAsStream("proj_maps.py")) {
      maps = new JsonMapper().readTree(Gdal.python(script.readAllBytes(), arguments));
    }
  }

  @ParameterizedTest
  @FieldSource({"SEEN", "AZIMUTHAL", "WORLD"})
  void placesOfTheEarthAreWhereProjHasThem(String words) {
    JsonNode map = maps.path(words);
    for (Crs crs : read(words)) {
      for (JsonNode place : map.path("ground")) {
        Optional<Coordinate> ours = crs.fromLonLat(at(place, 0));
        assertThat(ours.isPresent()).as("shown: %s", place).isEqualTo(!place.get(2).isNull());
        // At a pole, where a map has it as a point, PROJ stops some way from it.
        double metres = Math.abs(place.get(1).doubleValue()) < 89.5 ? 0.001 : 200;
        ours.ifPresent(
            there -> assertThat(there.distance(at(place, 2))).as("%s", place).isLessThan(metres));
      }
    }
  }

  @ParameterizedTest
  @FieldSource({"SEEN", "AZIMUTHAL"})
  void whereAMapHasAPlaceAndWhereNoneIsAsProjHasIt(String words) {
    for (Crs crs : read(words)) {
      for (JsonNode place : maps.path(words).path("plane")) {
        Optional<Coordinate> ours = crs.toLonLat(at(place, 0));
        assertThat(ours.isPresent()).as("%s", place).isEqualTo(!place.get(2).isNull());
        ours.ifPresent(there -> assertClose(there, place));
      }
    }
  }

  /** PROJ goes on with longitudes of further turns, and with latitudes beyond the poles. */
  @ParameterizedTest
  @FieldSource("WORLD")
  void whereAMapOfTheWorldEndsIsNoPlace(String words) {
    for (Crs crs : read(words)) {
      int placed = 0;
      for (JsonNode place : maps.path(words).path("plane")) {
        Optional<Coordinate> ours = crs.toLonLat(at(place, 0));
        if (ours.isPresent()) {
          assertClose(ours.get(), place);
          placed++;
          continue;
        }
        Coordinate theirs = at(place, 2);
        boolean leadsBack =
            !place.get(2).isNull()
                && Math.abs(theirs.y) <= 90
                && crs.fromLonLat(theirs)
                    .filter(there -> there.distance(at(place, 0)) < 1)
                    .isPresent();
        assertThat(leadsBack).as("%s", place).isFalse();
      }
      assertThat(placed).isGreaterThan(700);
    }
  }

  private static List<Crs> read(String words) {
    JsonNode map = maps.path(words);
    List<Crs> all = new ArrayList<>();
    // The text of the one has no word for the sweep, of the others GDAL has no text or no such
    // name.
    if (map.path("gdal").textValue().startsWith("PROJCS")) {
      all.add(Crs.ofWkt(map.path("gdal").textValue()));
    }
    if (!words.contains("sweep") && !words.contains("ortho")) {
      all.add(Crs.ofWkt(map.path("esri").textValue()));
    }
    // As a scene keeps it.
    all.add(Crs.ofWkt(all.getFirst().wkt()));
    assertThat(all).allMatch(Crs::hasLonLat);
    return all;
  }

  private static void assertClose(Coordinate ours, JsonNode place) {
    Coordinate theirs = at(place, 2);
    double turn = Math.IEEEremainder(ours.x - theirs.x, 360) * Math.cos(Math.toRadians(theirs.y));
    assertThat(METRES_PER_DEGREE * Math.hypot(turn, ours.y - theirs.y))
        .as("metres from %s to %s", place, ours)
        .isLessThan(0.001);
  }

  private static Coordinate at(JsonNode place, int index) {
    return new Coordinate(place.get(index).doubleValue(), place.get(index + 1).doubleValue());
  }

  /** Esri's number of the sweep, as GOES-R has it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void aSweepInEsrisWordsIsTheOneOfProj(int option) {
    String wkt =
        """
        PROJCS["GOES",GEOGCS["own",DATUM["D_own",SPHEROID["GRS_1980",6378137.0,298.257222101]],\
        PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],\
        PROJECTION["Geostationary_Satellite"],PARAMETER["False_Easting",0.0],\
        PARAMETER["False_Northing",0.0],PARAMETER["Longitude_Of_Center",-75.0],\
        PARAMETER["Height",35786023.0],PARAMETER["Option",%d.0],UNIT["Meter",1.0]]\
        """
            .formatted(option);
    Coordinate there = Crs.ofWkt(wkt).fromLonLat(new Coordinate(-14.5, 39)).orElseThrow();
    Crs sweepsX = Crs.ofWkt(maps.path(SEEN.getFirst()).path("gdal").textValue());
    double apart = sweepsX.fromLonLat(new Coordinate(-14.5, 39)).orElseThrow().distance(there);
    assertThat(apart).isCloseTo(option == 1 ? 0 : 27_000, within(option == 1 ? 0.001 : 3_000));
  }

  /** Share of the Earth that a satellite sees, by the height of a cap. */
  @ParameterizedTest
  @ValueSource(doubles = {-75, 137.2, -137, 0})
  void aFootprintEndsAtTheLimb(double meridian) {
    String disk =
        maps.path(SEEN.getFirst())
            .path("gdal")
            .textValue()
            .replace("-75", Double.toString(meridian));
    double side = 2 * 5_434_894.885056 / 1000;
    Georeference goes =
        Georeference.of(Crs.ofWkt(disk), new Affine(-500 * side, side, 0, 500 * side, 0, -side));
    PixelGrid grid = new PixelGrid(1000, 1000);
    assertThat(goes.toLonLat(0.5, 0.5)).isEmpty();
    assertThat(goes.toLonLat(999.5, 700)).isEmpty();
    MultiPolygon footprint = goes.footprintLonLat(grid).orElseThrow();
    assertThat(footprint.isValid()).isTrue();
    double seen = 0.5 * (1 - 6_378_137 / (6_378_137 + 35_786_023.0));
    assertThat(Ellipsoid.area(footprint) / EARTH).isCloseTo(seen, within(0.001));
    GeometryFactory points = new GeometryFactory();
    for (int lon = -175; lon < 180; lon += 10) {
      for (int lat = -85; lat <= 85; lat += 10) {
        Coordinate place = new Coordinate(lon, lat);
        boolean shown = goes.lonLatToPixel(place).isPresent();
        assertThat(footprint.covers(points.createPoint(place))).as("%s", place).isEqualTo(shown);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"+proj=robin", "+proj=moll", "+proj=sinu", "+proj=igh "})
  void theFootprintOfAMapOfTheWorldIsTheWorld(String name) {
    String words = WORLD.stream().filter(each -> each.startsWith(name)).findFirst().orElseThrow();
    Crs crs = Crs.ofWkt(maps.path(words).path("gdal").textValue());
    double height = 10_010_000;
    Georeference map =
        Georeference.of(crs, new Affine(-2 * height, height / 250, 0, height, 0, -height / 250));
    MultiPolygon footprint = map.footprintLonLat(new PixelGrid(1000, 500)).orElseThrow();
    assertThat(footprint.isValid()).isTrue();
    // Less where cuts run to a point, within one cell.
    assertThat(footprint.getArea() / (360 * 180)).isBetween(0.98, 1.0);
  }

  /** Farther than the equator, so that the middle latitude of its rim tells the wrong pole. */
  @ParameterizedTest
  @ValueSource(ints = {90, -90})
  void aFootprintAroundAPoleHasThatPole(int pole) {
    String words = pole > 0 ? "+proj=aeqd +lat_0=90 +datum=WGS84" : AZIMUTHAL.getLast();
    Crs crs = Crs.ofWkt(maps.path(words).path("gdal").textValue());
    Georeference map = Georeference.of(crs, new Affine(-9e6, 9e4, 0, 9e6, 0, -9e4));
    MultiPolygon footprint = map.footprintLonLat(new PixelGrid(200, 200)).orElseThrow();
    assertThat(footprint.isValid()).isTrue();
    GeometryFactory points = new GeometryFactory();
    assertThat(footprint.covers(points.createPoint(new Coordinate(50, pole * 0.9)))).isTrue();
    assertThat(footprint.covers(points.createPoint(new Coordinate(50, pole * -0.9)))).isFalse();
  }
}
