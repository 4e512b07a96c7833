package org.graticule.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.graticule.fault.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;

final class GeoreferenceTest {
  private static final PixelGrid GRID = new PixelGrid(4000, 3000);
  private static final Affine UTM = new Affine(500_000, 0.5, 0, 5_400_000, 0, -0.5);
  private static final Affine ROTATED = new Affine(500_000, 0.4, 0.3, 5_400_000, 0.3, -0.4);

  @Test
  void pixelsComeBackFromTheGroundWhereTheyWere() {
    Random random = new Random(1);
    for (PixelToGround mapping : List.of(UTM, ROTATED, controlPoints())) {
      for (int i = 0; i < 1000; i++) {
        Coordinate pixel = new Coordinate(random.nextDouble(4000), random.nextDouble(3000));
        Coordinate ground = mapping.toGround(pixel.x, pixel.y);
        assertThat(mapping.toPixel(ground.x, ground.y).distance(pixel)).isLessThan(1e-6);
      }
    }
  }

  @Test
  void pixelsComeBackFromLongitudeAndLatitude() {
    Georeference utm = Georeference.of(Crs.ofEpsg(32_633), ROTATED);
    Coordinate lonLat = utm.toLonLat(1234.5, 678.25).orElseThrow();
    Coordinate pixel = utm.lonLatToPixel(lonLat).orElseThrow();
    assertThat(pixel.distance(new Coordinate(1234.5, 678.25))).isLessThan(1e-3);
  }

  @Test
  void longitudeComesFirstWhateverTheOrderOnPaper() {
    Coordinate degrees =
        Georeference.of(Crs.ofEpsg(4326), new Affine(12.5, 1e-5, 0, 48.1, 0, -1e-5))
            .toLonLat(0, 0)
            .orElseThrow();
    assertThat(degrees).isEqualTo(new Coordinate(12.5, 48.1));
    Coordinate wellington =
        Georeference.of(Crs.ofEpsg(2193), new Affine(1_750_000, 1, 0, 5_430_000, 0, -1))
            .toLonLat(0, 0)
            .orElseThrow();
    assertThat(wellington.distance(new Coordinate(174.79078, -41.267507))).isLessThan(1e-5);
  }

  @Test
  void groundSampleDistanceIsInMetresInDegreesFeetAndMercatorAlike() {
    Affine half = new Affine(985_000, 0.5, 0, 203_000, 0, -0.5);
    assertThat(gsd(2263, half)).isCloseTo(0.5 * 1200 / 3937, within(1e-4));
    Affine degree = new Affine(12.5, 1e-5, 0, 48.015, 0, -1e-5);
    assertThat(gsd(4326, degree))
        .isCloseTo(1e-5 * 111_320 * Math.cos(Math.toRadians(48)), within(5e-3));
    Affine mercator = new Affine(1_391_000, 0.6, 0, 6_124_000, 0, -0.6);
    assertThat(gsd(3857, mercator)).isCloseTo(0.6 * Math.cos(Math.toRadians(48.1)), within(2e-3));
  }

  private static double gsd(int epsg, Affine affine) {
    double[] metres =
        Georeference.of(Crs.ofEpsg(epsg), affine).groundSampleDistance(GRID).orElseThrow();
    return metres[0];
  }

  @Test
  void anImageOfTheMoonHasMetresButNoLongitude() {
    Crs moon =
        Crs.ofWkt(
            "PROJCS[\"Moon\",GEOGCS[\"Moon\",DATUM[\"Moon\",SPHEROID[\"Moon\",1737400,0]],"
                + "PRIMEM[\"Reference_Meridian\",0],UNIT[\"degree\",0.0174532925199433]],"
                + "PROJECTION[\"Equidistant_Cylindrical\"],PARAMETER[\"standard_parallel_1\",0],"
                + "PARAMETER[\"central_meridian\",0],PARAMETER[\"false_easting\",0],"
                + "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]");
    Georeference scene = Georeference.of(moon, new Affine(60_000, 5, 0, 20_000, 0, -5));
    assertThat(scene.hasLonLat()).isFalse();
    assertThat(scene.toLonLat(1, 1)).isEmpty();
    assertThat(scene.footprintLonLat(GRID)).isEmpty();
    assertThat(scene.groundSampleDistance(GRID).orElseThrow()).containsExactly(5, 5);
  }

  @Test
  void controlPointsOnBothSidesOfTheAntimeridianLieBesideOneAnother() {
    List<GroundControlPoint> points = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      double lon = 179.9 + i % 3 * 0.1;
      points.add(
          new GroundControlPoint(
              i % 3 * 100, i / 3 * 100, lon > 180 ? lon - 360 : lon, 10 - i / 3 * 0.1));
    }
    Georeference across = Georeference.of(Crs.ofEpsg(4326), GcpPolynomial.fit(points));
    Georeference again = Georeference.of(across.form());
    for (double column : new double[] {30, 170}) {
      Coordinate lonLat = again.toLonLat(column, 50).orElseThrow();
      double east = Math.IEEEremainder(lonLat.x - 179.9, 360);
      assertThat(east).isCloseTo(column * 0.001, within(1e-9));
    }
    assertThat(across.accuracy().orElseThrow()).isLessThan(0.01);
    assertThat(across.footprintLonLat(new PixelGrid(200, 200)).orElseThrow().getArea())
        .isCloseTo(0.04, within(1e-3));
  }

  @Test
  void theErrorOfControlPointsIsToldInMetresInDegreesToo() {
    List<GroundControlPoint> points = new ArrayList<>();
    double tenMetres = 10 / 111_200.0;
    for (int i = 0; i < 16; i++) {
      double column = i % 4 * 20;
      double row = i / 4 * 20;
      double error = (i % 4 + i / 4) % 2 == 0 ? tenMetres : -tenMetres;
      points.add(
          new GroundControlPoint(column, row, 12.5 + column * 1e-4, 48 - row * 1e-4 + error));
    }
    Georeference degrees = Georeference.of(Crs.ofEpsg(4326), GcpPolynomial.fit(points));
    assertThat(degrees.accuracy().orElseThrow()).isBetween(8.0, 10.1);
    assertThat(Georeference.of(null, GcpPolynomial.fit(points)).accuracy()).isEmpty();
    assertThat(Georeference.of(Crs.ofEpsg(32_633), UTM).accuracy()).isEmpty();
  }

  @Test
  void formSurvivesJson() throws Exception {
    JsonMapper json = new JsonMapper();
    for (Georeference scene :
        List.of(
            Georeference.none(),
            Georeference.of(null, UTM),
            Georeference.of(Crs.ofEpsg(32_633), ROTATED),
            Georeference.of(Crs.ofWkt(Crs.ofEpsg(32_633).wkt()), UTM),
            Georeference.of(Crs.ofEpsg(4326), controlPoints()))) {
      String text = json.writeValueAsString(scene.form());
      Georeference back = Georeference.of(json.readValue(text, Georeference.Form.class));
      assertThat(json.writeValueAsString(back.form())).isEqualTo(text);
      if (scene.mapping().isPresent()) {
        assertThat(back.toGround(17.5, 99)).isEqualTo(scene.toGround(17.5, 99));
      }
    }
  }

  @Test
  void eastCountsFirstWhateverOrderOfAxesATextGivesItsSystem() {
    String degrees =
        """
        GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],
        PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]%s]\
        """;
    String latitudeFirst = degrees.formatted(",AXIS[\"Latitude\",NORTH],AXIS[\"Longitude\",EAST]");
    String flat =
        """
        PROJCS["own",%s,PROJECTION["Lambert_Azimuthal_Equal_Area"],
        PARAMETER["latitude_of_center",52],PARAMETER["longitude_of_center",10],
        PARAMETER["false_easting",0],PARAMETER["false_northing",0],UNIT["metre",1]]\
        """;
    Coordinate place = new Coordinate(10.5, 52.25);
    Coordinate metres =
        Crs.ofWkt(flat.formatted(degrees.formatted(""))).fromLonLat(place).orElseThrow();
    Coordinate back = Crs.ofWkt(flat.formatted(latitudeFirst)).toLonLat(metres).orElseThrow();
    assertThat(back.distance(place)).isLessThan(1e-7);
    assertThat(Crs.ofWkt(latitudeFirst).toLonLat(place).orElseThrow()).isEqualTo(place);
  }

  /** The grid of MODIS: its latitudes are meant as those of the ellipsoid. */
  @Test
  void latitudesOfASphereThatStandsForTheEarthAreNotShifted() {
    Crs sinusoidal =
        Crs.ofWkt(
            """
            PROJCS["MODIS",GEOGCS["sphere",DATUM["sphere",SPHEROID["sphere",6371007.181,0]],
            PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Sinusoidal"],
            PARAMETER["longitude_of_center",0],PARAMETER["false_easting",0],
            PARAMETER["false_northing",0],UNIT["metre",1]]\
            """);
    Coordinate lonLat = sinusoidal.toLonLat(new Coordinate(1_111_950, 5_559_752)).orElseThrow();
    assertThat(lonLat.y).isCloseTo(50, within(1e-4));
    assertThat(lonLat.x).isCloseTo(15.5572, within(1e-3));
  }

  @Test
  void aSystemWithHeightsHasThePlaneOfItsMap() {
    Coordinate place = new Coordinate(-95.85, 39.392);
    assertThat(Crs.ofEpsg(7406).toLonLat(place).orElseThrow().distance(place)).isLessThan(1e-3);
    Coordinate metres = Crs.ofEpsg(25_832).fromLonLat(new Coordinate(9.5, 52)).orElseThrow();
    assertThat(Crs.ofEpsg(5555).toLonLat(metres).orElseThrow().distance(new Coordinate(9.5, 52)))
        .isLessThan(1e-7);
  }

  /**
   * The corner of EASE-Grid 2.0 as NSIDC publishes it, Bogota's grid as the IOGP's guidance note
   * 7-2 has it, Equal Earth and a polar grid as PROJ puts them.
   */
  @ParameterizedTest
  @CsvSource({
    "6933, -180, 85.0445664, -17367530.45, 7314540.83, 0.01",
    "6247, -74.25, 4.8, 80859.033, 122543.174, 0.001",
    "8857, -108, -54, -8257618.311, -6378608.792, 0.001",
    "6931, 30, 80, 557704.525, -965972.574, 0.01"
  })
  void projectionsThatGeoToolsLacksAreComputedHere(
      int code, double lon, double lat, double x, double y, double metres) {
    Crs crs = Crs.ofEpsg(code);
    Coordinate ground = new Coordinate(x, y);
    Coordinate place = crs.toLonLat(ground).orElseThrow();
    assertThat(Math.IEEEremainder(place.x - lon, 360)).isCloseTo(0, within(metres / 60_000));
    assertThat(place.y).isCloseTo(lat, within(metres / 5_000));
    Coordinate near = crs.fromLonLat(new Coordinate(lon + 1e-9, lat)).orElseThrow();
    assertThat(near.distance(ground)).isLessThan(Math.max(metres, 0.01) * 2);
  }

  /** GeoTools' own takes all for one. */
  @ParameterizedTest
  @CsvSource({"30, -20.728336, 15.874341", "0, -17.966306, 18.393670", "30, -20.728336, 15.874341"})
  void anEqualAreaCylinderInATextHasItsParallel(double parallel, double lon, double lat) {
    String wkt =
        """
        PROJCS["cylinder",GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,
        298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],
        PROJECTION["Cylindrical_Equal_Area"],PARAMETER["standard_parallel_1",%s],
        PARAMETER["central_meridian",0],PARAMETER["false_easting",0],
        PARAMETER["false_northing",0],UNIT["metre",1]]\
        """
            .formatted(parallel);
    Coordinate ground = new Coordinate(-2_000_000, 2_000_000);
    Crs crs = Crs.ofWkt(wkt);
    Coordinate place = crs.toLonLat(ground).orElseThrow();
    assertThat(place.distance(new Coordinate(lon, lat))).isLessThan(1e-5);
    assertThat(Crs.ofWkt(crs.wkt()).toLonLat(ground)).contains(place);
  }

  @Test
  void whereAnEqualAreaMapHasEndedIsNoPlace() {
    assertThat(Crs.ofEpsg(6933).toLonLat(new Coordinate(0, 7_400_000))).isEmpty();
    assertThat(Crs.ofEpsg(8857).toLonLat(new Coordinate(0, 8_400_000))).isEmpty();
    assertThat(Crs.ofEpsg(8857).toLonLat(new Coordinate(16_000_000, 8_000_000))).isEmpty();
  }

  /**
   * Erdas Imagine and others write the Mercator of the web as one of the ellipsoid, and a remark.
   */
  @Test
  void aMercatorWithARemarkThatItIsOfTheWebLiesWhereTheWebHasIt() {
    String remarked =
        """
        PROJCS["WGS 84 / Pseudo-Mercator",GEOGCS["WGS 84",DATUM["WGS_1984",
        SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],
        UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_1SP"],
        PARAMETER["central_meridian",0],PARAMETER["scale_factor",1],PARAMETER["false_easting",0],
        PARAMETER["false_northing",0],UNIT["metre",1],EXTENSION["PROJ4","+proj=merc +a=6378137 \
        +b=6378137 +lat_ts=0 +lon_0=0 +x_0=0 +y_0=0 +k=1 +units=m +nadgrids=@null +wktext"]]\
        """;
    Coordinate metres = new Coordinate(1_391_000, 6_124_000);
    Coordinate place = Crs.ofWkt(remarked).toLonLat(metres).orElseThrow();
    assertThat(place.distance(Crs.ofEpsg(3857).toLonLat(metres).orElseThrow())).isLessThan(1e-9);
  }

  @Test
  void australiaLeadsBackToTheSamePlace() {
    Coordinate place = new Coordinate(149.1, -35.3);
    Coordinate metres = Crs.ofEpsg(7855).fromLonLat(place).orElseThrow();
    assertThat(metres.distance(new Coordinate(690_940.77, 6_091_664.70))).isLessThan(0.1);
    assertThat(Crs.ofEpsg(7855).toLonLat(metres).orElseThrow().distance(place)).isLessThan(1e-8);
  }

  /** As GDAL puts them, where GeoTools knows no shift. */
  @ParameterizedTest
  @CsvSource({
    "20355, 146.5, -36.2, 454935.944, 5993567.601",
    "5174, 127.2, 37.1, 217708.708, 399823.623",
    "21780, 7.9, 46.9, 35155.204, -5575.873"
  })
  void oldDatumsAreShiftedAsTheRegistrySays(int code, double lon, double lat, double x, double y) {
    Coordinate place = Crs.ofEpsg(code).toLonLat(new Coordinate(x, y)).orElseThrow();
    assertThat(place.distance(new Coordinate(lon, lat))).isLessThan(2e-6);
  }

  @Test
  void anEllipsoidInFeetIsNoSmallerThanTheEarth() {
    Coordinate india = new Coordinate(77, 25);
    assertThat(Crs.ofEpsg(4243).toLonLat(india).orElseThrow().distance(india)).isLessThan(0.005);
  }

  @Test
  void controlPointsOnOneLineOfTheGroundAreNoPlace() {
    List<GroundControlPoint> flat = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      flat.add(new GroundControlPoint(i % 2 * 700, i / 2 * 3, 13.5 + i % 2 * 0.07, 43.25));
    }
    assertThat(catchThrowableOfType(Fault.class, () -> GcpPolynomial.fit(flat)).getMessage())
        .contains("on one line");
  }

  @Test
  void controlPointsKeepTheirErrorAndOrder() {
    List<GroundControlPoint> points = new ArrayList<>(controlPoints().points());
    GroundControlPoint first = points.getFirst();
    points.set(0, new GroundControlPoint(first.column(), first.row(), first.x() + 0.01, first.y()));
    GcpPolynomial fit = GcpPolynomial.fit(points);
    assertThat(fit.order()).isEqualTo(2);
    assertThat(fit.rms()).isBetween(1e-4, 0.01);
    assertThat(controlPoints().rms()).isLessThan(1e-9);
    List<GroundControlPoint> line =
        IntStream.range(0, 9).mapToObj(i -> new GroundControlPoint(i, i, i, i)).toList();
    assertThat(catchThrowableOfType(Fault.class, () -> GcpPolynomial.fit(line)).code())
        .isEqualTo("bad-georeference");
  }

  @Test
  void aFootprintAcrossTheAntimeridianIsSplitAndOneAroundAPoleContainsIt() {
    MultiPolygon split =
        Georeference.of(Crs.ofEpsg(32_660), new Affine(700_000, 100, 0, 5_700_000, 0, -100))
            .footprintLonLat(new PixelGrid(2000, 2000))
            .orElseThrow();
    assertThat(split.getNumGeometries()).isEqualTo(2);
    assertThat(split.isValid()).isTrue();
    assertThat(split.getEnvelopeInternal().getMinX()).isEqualTo(-180);
    assertThat(split.getEnvelopeInternal().getMaxX()).isEqualTo(180);
    MultiPolygon pole =
        Georeference.of(Crs.ofEpsg(3413), new Affine(-50_000, 100, 0, 50_000, 0, -100))
            .footprintLonLat(new PixelGrid(1000, 1000))
            .orElseThrow();
    GeometryFactory points = new GeometryFactory();
    for (int longitude = -170; longitude < 180; longitude += 20) {
      assertThat(pole.covers(points.createPoint(new Coordinate(longitude, 89.9)))).isTrue();
      assertThat(pole.covers(points.createPoint(new Coordinate(longitude, 89.0)))).isFalse();
    }
  }

  /**
   * GDAL, NITF's tools and others write the parallel of true scale where GeoTools reads the pole.
   */
  @ParameterizedTest
  @CsvSource({"3413, 70, -45", "3413, 70.0, -45.0", "3031, -71, 0"})
  void aPolarTextLiesWhereItsCodeDoes(int code, String parallel, String meridian) {
    String wkt =
        "PROJCS[\"ice\",GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS"
            + " 84\",6378137,298.257223563]],"
            + "PRIMEM[\"Greenwich\",0],UNIT[\"degree\",0.0174532925199433]],"
            + "PROJECTION[\"Polar_Stereographic\"],PARAMETER[\"latitude_of_origin\","
            + parallel
            + "],PARAMETER[\"central_meridian\","
            + meridian
            + "],PARAMETER[\"scale_factor\",1],PARAMETER[\"false_easting\",0],"
            + "PARAMETER[\"false_northing\",0],UNIT[\"metre\",1]]";
    Coordinate ground = new Coordinate(-500_000, -1_000_000);
    Coordinate expected = Crs.ofEpsg(code).toLonLat(ground).orElseThrow();
    Crs text = Crs.ofWkt(wkt);
    assertThat(text.toLonLat(ground).orElseThrow().distance(expected)).isLessThan(1e-9);
    assertThat(Crs.ofWkt(text.wkt()).toLonLat(ground).orElseThrow().distance(expected))
        .isLessThan(1e-9);
  }

  @Test
  void manyThreadsGetTheSameCoordinates() throws Exception {
    Georeference scene = Georeference.of(Crs.ofEpsg(32_633), UTM);
    List<Coordinate> alone = sweep(scene);
    try (var threads = Executors.newFixedThreadPool(8)) {
      List<Callable<List<Coordinate>>> calls = new ArrayList<>();
      for (int i = 0; i < 16; i++) {
        calls.add(() -> sweep(scene));
      }
      for (var together : threads.invokeAll(calls)) {
        assertThat(together.get()).isEqualTo(alone);
      }
    }
  }

  private static List<Coordinate> sweep(Georeference scene) {
    return IntStream.range(0, 2000)
        .mapToObj(i -> scene.toLonLat(i * 2.0, i * 1.5).orElseThrow())
        .toList();
  }

  @Test
  void whatCannotBeInvertedOrIsNotInTheRegistryIsRefused() {
    assertThat(catchThrowableOfType(Fault.class, () -> new Affine(0, 1, 2, 0, 2, 4)))
        .hasMessageContaining("determinant");
    assertThat(catchThrowableOfType(Fault.class, () -> Crs.ofEpsg(29_999)))
        .hasMessageContaining("EPSG:29999");
    assertThat(catchThrowableOfType(Fault.class, () -> Georeference.none().toGround(1, 1)).code())
        .isEqualTo("no-ground");
  }

  private static GcpPolynomial controlPoints() {
    List<GroundControlPoint> points = new ArrayList<>();
    for (int row = 0; row <= 3000; row += 1000) {
      for (int column = 0; column <= 4000; column += 1000) {
        points.add(
            new GroundControlPoint(
                column,
                row,
                12.5 + column * 1e-5 + row * 2e-6 + (double) column * row * 1e-11,
                48.1 - row * 1e-5 + column * 1e-6));
      }
    }
    return GcpPolynomial.fit(points);
  }
}
