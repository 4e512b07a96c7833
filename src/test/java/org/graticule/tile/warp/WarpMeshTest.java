package org.graticule.tile.warp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.geo.TileMatrixSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

final class WarpMeshTest {
  private static final int SIZE = 256;
  private static final double TOLERANCE = 0.125;
  private static final TileMatrixSet QUAD = TileMatrixSet.named("WebMercatorQuad");

  /** A scene's place and the web map's tile that its middle is in. */
  record Case(String name, Georeference georeference, int zoom) {
    WarpMesh.Exact exact() {
      Coordinate middle = georeference.toLonLat(5_000, 5_000).orElseThrow();
      double side = Math.scalb(1.0, zoom);
      double sine = Math.sin(Math.toRadians(middle.y));
      int x = (int) ((middle.x + 180) / 360 * side);
      int y = (int) ((0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * side);
      Envelope bounds = QUAD.bounds(zoom, x, y);
      return (column, row) -> {
        double east = bounds.getMinX() + column / SIZE * bounds.getWidth();
        double north = bounds.getMaxY() - row / SIZE * bounds.getHeight();
        double lon = Math.toDegrees(east / 6_378_137);
        double lat = Math.toDegrees(Math.atan(Math.sinh(north / 6_378_137)));
        return georeference.lonLatToPixel(new Coordinate(lon, lat));
      };
    }

    @Override
    public String toString() {
      return name + " at zoom " + zoom;
    }
  }

  static Stream<Case> cases() {
    Georeference utm =
        Georeference.of(Crs.ofEpsg(32633), new Affine(500_000, 0.5, 0, 5_400_000, 0, -0.5));
    Georeference far =
        Georeference.of(Crs.ofEpsg(32633), new Affine(780_000, 10, 0, 7_700_000, 0, -10));
    Georeference degrees =
        Georeference.of(Crs.ofEpsg(4326), new Affine(20, 0.0005, 0, 68, 0, -0.0005));
    double c = 0.5 * Math.cos(0.6);
    double s = 0.5 * Math.sin(0.6);
    Georeference rotated =
        Georeference.of(Crs.ofEpsg(32633), new Affine(300_000, c, s, 6_400_000, s, -c));
    return Stream.of(
        new Case("UTM", utm, 10),
        new Case("UTM", utm, 17),
        new Case("UTM", utm, 20),
        new Case("far from its meridian", far, 7),
        new Case("far from its meridian", far, 12),
        new Case("EPSG:4326", degrees, 5),
        new Case("EPSG:4326", degrees, 9),
        new Case("EPSG:4326", degrees, 14),
        new Case("rotated", rotated, 8),
        new Case("rotated", rotated, 18));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPlaceIsWithinAnEighthOfAnOutputPixelOfTheExactOne(Case one) {
    WarpMesh.Exact exact = one.exact();
    WarpMesh mesh = WarpMesh.of(SIZE, exact);
    Random random = new Random(11);
    Coordinate place = new Coordinate();
    for (int i = 0; i < 5_000; i++) {
      double column = random.nextDouble() * SIZE;
      double row = random.nextDouble() * SIZE;
      Optional<Coordinate> wanted = exact.at(column, row);
      mesh.at(column, row, place);
      assertThat(wanted).isPresent();
      // In output pixels: by what one output pixel is here, not by the tile's average.
      double pixel = exact.at(column + 1, row).orElseThrow().distance(wanted.get());
      assertThat(place.distance(wanted.get()) / pixel)
          .as("output pixels off at %.2f, %.2f", column, row)
          .isLessThan(TOLERANCE);
    }
  }

  @Test
  void aPlaceThatDoesNotExistIsNowhereRatherThanSomewhere() {
    WarpMesh.Exact half =
        (column, row) ->
            column < 100 ? Optional.empty() : Optional.of(new Coordinate(2 * column, 2 * row));
    WarpMesh mesh = WarpMesh.of(SIZE, half);
    Coordinate place = new Coordinate();
    for (int column = 0; column < SIZE; column++) {
      mesh.at(column + 0.5, 77.5, place);
      if (column < 100) {
        assertThat(place.x).as("column %d", column).isNaN();
      } else {
        assertThat(place.x).as("column %d", column).isEqualTo(2 * column + 1);
      }
    }
    assertThat(mesh.scale()).isEqualTo(2);
  }

  /** From one conformal map to another: the middles of cells are right while their edges bend. */
  @Test
  void whatBendsOneWayAcrossAndTheOtherDownIsFollowed() {
    WarpMesh.Exact saddle =
        (column, row) ->
            Optional.of(
                new Coordinate(
                    column + 2e-3 * (column * column - row * row), row + 4e-3 * column * row));
    WarpMesh mesh = WarpMesh.of(SIZE, SIZE / 4, new Envelope(-1e9, 1e9, -1e9, 1e9), saddle);
    Coordinate place = new Coordinate();
    for (int column = 0; column < SIZE; column++) {
      for (int row = 0; row < SIZE; row += 16) {
        mesh.at(column, row, place);
        Coordinate wanted = saddle.at(column, row).orElseThrow();
        double pixel = Math.hypot(1 + 4e-3 * column, 4e-3 * row);
        assertThat(place.distance(wanted) / pixel).isLessThan(TOLERANCE);
      }
    }
  }

  @Test
  void placesFarFromTheSceneCostNoExactness() {
    AtomicInteger asked = new AtomicInteger();
    WarpMesh.Exact bent =
        (column, row) -> {
          asked.incrementAndGet();
          return Optional.of(new Coordinate(column * column, row * row));
        };
    WarpMesh mesh = WarpMesh.of(SIZE, 16, new Envelope(0, 100, 0, 100), bent);
    Coordinate place = new Coordinate();
    mesh.at(5.5, 7.5, place);

    assertThat(place.distance(new Coordinate(30.25, 56.25))).isLessThan(TOLERANCE * 11);
    assertThat(asked).hasValueLessThan(1_500);
  }

  @Test
  void aJumpIsNotSmearedOverTheMesh() {
    WarpMesh.Exact jump =
        (column, row) -> Optional.of(new Coordinate(column < 128 ? column : column + 9e5, row));
    WarpMesh mesh = WarpMesh.of(SIZE, jump);
    Coordinate place = new Coordinate();
    mesh.at(126.5, 3.5, place);
    assertThat(place.x).isEqualTo(126.5);
    mesh.at(127.5, 3.5, place);
    assertThat(place.x).isEqualTo(127.5);
    mesh.at(128.5, 3.5, place);
    assertThat(place.x).isEqualTo(900_128.5);
  }
}
