package org.graticule.tile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.graticule.geo.Affine;
import org.graticule.geo.Crs;
import org.graticule.geo.Georeference;
import org.graticule.geo.Rpc;
import org.graticule.geo.TileMatrixSet;
import org.graticule.image.Scene;
import org.graticule.testing.InventedScene;
import org.graticule.tile.warp.WarpMesh;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * Where tiles of every grid lie in scenes, against the exact way through longitude and latitude.
 */
final class MapGridTest {
  private static final int SIZE = 256;
  private static final double TOLERANCE = 0.125;

  record Case(String grid, String scene, int epsg, Affine affine, int zoom) {
    @Override
    public String toString() {
      return grid + " " + zoom + ", " + scene;
    }
  }

  static Stream<Case> cases() {
    Affine utm = new Affine(500_000, 0.5, 0, 5_400_000, 0, -0.5);
    Affine turned = new Affine(450_000, 8, 3, 5_400_000, 3, -8);
    Affine degrees = new Affine(10, 0.0005, 0, 62, 0, -0.0005);
    Affine north = new Affine(500_000, 10, 0, 9_250_000, 0, -10);
    Affine polar = new Affine(-2_000_000, 400, 0, 2_000_000, 0, -400);
    return TileMatrixSet.NAMES.stream()
        .flatMap(grid ->
            Stream.of(3, 6, 9, 10, 13, 17)
                .flatMap(zoom ->
                    Stream.of(
                        new Case(grid, "UTM", 32633, utm, zoom),
                        new Case(grid, "UTM at 83 degrees", 32633, north, zoom),
                        new Case(grid, "turned", 32633, turned, zoom),
                        new Case(grid, "degrees", 4326, degrees, zoom),
                        new Case(grid, "polar stereographic", 3995, polar, zoom))))
        // The UTM grid is for its own part of the world.
        .filter(c -> !c.grid.startsWith("UTM") || c.zoom > 6 && !c.scene.startsWith("polar"));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyPixelIsWithinAnEighthOfItsExactPlace(Case one) {
    MapGrid grid = MapGrid.all().get(one.grid);
    Scene scene = scene(one.epsg, one.affine);
    Coordinate middle = scene.georeference().toLonLat(3_700, 3_100).orElseThrow();
    Coordinate ground = grid.crs().fromLonLat(middle).orElseThrow();
    TileMatrixSet.Matrix matrix = grid.set().matrices().get(one.zoom);
    double side = matrix.cellSize() * SIZE;
    int x = (int) ((ground.x - matrix.originX()) / side);
    int y = (int) ((matrix.originY() - ground.y) / side);
    Envelope bounds = grid.set().bounds(one.zoom, x, y);
    WarpMesh mesh = grid.mesh(scene, one.zoom, x, y);
    Random random = new Random(3);
    Coordinate place = new Coordinate();
    for (int i = 0; i < 1_000; i++) {
      double column = random.nextDouble() * (SIZE - 1);
      double row = random.nextDouble() * SIZE;
      Optional<Coordinate> wanted = exact(scene, grid.crs(), bounds, column, row);
      Optional<Coordinate> beside = exact(scene, grid.crs(), bounds, column + 1, row);
      if (wanted.isEmpty() || beside.isEmpty()) {
        continue;
      }
      mesh.at(column, row, place);
      if (!within(wanted.get()) && !within(place)) {
        continue;
      }
      assertThat(place.distance(wanted.get()) / beside.get().distance(wanted.get()))
          .as("output pixels off at %.2f, %.2f", column, row)
          .isLessThan(TOLERANCE);
    }
  }

  private static boolean within(Coordinate pixel) {
    return pixel.x >= 0 && pixel.y >= 0 && pixel.x <= 10_000 && pixel.y <= 10_000;
  }

  private static Optional<Coordinate> exact(
      Scene scene, Crs crs, Envelope bounds, double column, double row) {
    return crs.toLonLat(
            new Coordinate(
                bounds.getMinX() + column / SIZE * bounds.getWidth(),
                bounds.getMaxY() - row / SIZE * bounds.getHeight()))
        .flatMap(scene.georeference()::lonLatToPixel);
  }

  @Test
  void aSceneOverThePoleIsInEveryTileAroundIt() {
    MapGrid grid = MapGrid.all().get("WorldCRS84Quad");
    Scene scene = scene(3995, new Affine(-1_000_000, 200, 0, 1_000_000, 0, -200));
    for (int x = 0; x < 8; x++) {
      WarpMesh mesh = grid.mesh(scene, 2, x, 0);
      Coordinate pole = new Coordinate();
      mesh.at(128.5, 0.5, pole);

      assertThat(mesh.bounds()).isPresent();
      // The first row of pixels is 0.09 degrees from the pole: 10 km, 50 pixels of the scene.
      assertThat(pole.distance(new Coordinate(5_000, 5_000))).as("tile %d", x).isLessThan(55);
    }
    assertThat(grid.lonLat(2, 3, 0).getMaxY()).isGreaterThanOrEqualTo(90);
  }

  /** Far from its ground a camera's polynomials tend to a constant, which is some pixel. */
  @Test
  void aCameraShowsItsSceneNowhereElse() {
    Scene scene = InventedScene.of(Georeference.of(camera()));
    for (String id : List.of("WebMercatorQuad", "WorldCRS84Quad")) {
      MapGrid grid = MapGrid.all().get(id);
      for (int zoom : new int[] {0, 1, 4, 8, 11}) {
        int columns = grid.set().matrices().get(zoom).columns();
        int x = (int) ((16 + 180) / 360.0 * columns);
        Envelope top = grid.set().bounds(zoom, 0, 0);
        double north = grid.crs().fromLonLat(new Coordinate(16, 48)).orElseThrow().y;
        int y = (int) ((top.getMaxY() - north) / top.getHeight());
        Envelope bounds = grid.set().bounds(zoom, x, y);
        WarpMesh mesh = grid.mesh(scene, zoom, x, y);
        Coordinate pixel = new Coordinate();
        int shown = 0;
        for (int i = 0; i < SIZE * SIZE; i++) {
          mesh.at(i % SIZE + 0.5, i / SIZE + 0.5, pixel);
          if (within(pixel)) {
            shown++;
            Coordinate ground =
                new Coordinate(
                    bounds.getMinX() + (i % SIZE + 0.5) / SIZE * bounds.getWidth(),
                    bounds.getMaxY() - (i / SIZE + 0.5) / SIZE * bounds.getHeight());
            assertThat(grid.crs().toLonLat(ground).orElseThrow().distance(new Coordinate(16, 48)))
                .as("%s %d, %s", id, zoom, ground)
                .isLessThan(0.5);
          }
        }
        boolean here = bounds.contains(grid.crs().fromLonLat(new Coordinate(16, 48)).orElseThrow());
        assertThat(shown > 0).as("%s %d", id, zoom).isEqualTo(here && zoom >= 8);
      }
    }
  }

  private static Rpc camera() {
    double[] lineOver = {
      0.001, 0.02, -1.01, 0.01, 0.001, 0, 0, 2e-4, 3e-4, 0, 0, 1e-6, 0, 0, 0, 2e-6, 0, 0, 0, 0
    };
    double[] sampleOver = {
      -0.001, 1.01, 0.02, 0.01, 0.001, 0, 0, 2e-4, 1e-4, 0, 0, 1e-6, 0, 0, 0, 1e-6, 0, 0, 0, 0
    };
    double[] under = {1, 0.001, 0.002, 5e-4, 0, 0, 0, 0, 0, 0, 0, 1e-6, 0, 0, 0, 1e-6, 0, 0, 0, 0};
    double[] head = {-1, -1, 5_000, 5_000, 48, 16, 100, 5_000, 5_000, 0.04, 0.06, 500};
    return Rpc.ofTiffTag(
        Stream.of(head, lineOver, under, sampleOver, under)
            .flatMapToDouble(Arrays::stream)
            .toArray());
  }

  private static Scene scene(int epsg, Affine affine) {
    return InventedScene.of(Georeference.of(Crs.ofEpsg(epsg), affine));
  }
}
