package org.graticule.image.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.algorithm.locate.IndexedPointInAreaLocator;
import org.locationtech.jts.algorithm.locate.PointOnGeometryLocator;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Location;
import org.locationtech.jts.geom.Polygon;

class SyntheticSceneTest {
  private static final int SIZE = 2600;
  private static final SyntheticScene SCENE = SyntheticScene.plan(11, SIZE, SIZE);

  @Test
  void everyPolygonIsValidAndInsideTheImage() {
    Envelope image = new Envelope(0, SIZE, 0, SIZE);
    assertThat(SCENE.objects())
        .isNotEmpty()
        .allSatisfy(object -> {
          assertThat(object.polygon().isValid()).as(object.toString()).isTrue();
          assertThat(image.contains(object.polygon().getEnvelopeInternal())).isTrue();
        });
    for (int i = 0; i < SCENE.objects().size(); i++) {
      assertThat(SCENE.objects().get(i).id()).isEqualTo(i + 1);
    }
  }

  @Test
  void aTownHasHousesWithCourtyardsAndCars() {
    Map<String, Long> count =
        SCENE.objects().stream()
            .collect(Collectors.groupingBy(SceneObject::className, Collectors.counting()));
    assertThat(count.get("building")).isGreaterThan(100);
    assertThat(count.get("vehicle.car")).isGreaterThan(200);
    assertThat(SCENE.objects())
        .anyMatch(o -> o.className().equals("building") && o.polygon().getNumInteriorRing() > 0);
  }

  @Test
  void carsAreAsLongAsCars() {
    assertThat(SCENE.objects().stream().filter(o -> o.className().equals("vehicle.car")))
        .allSatisfy(car -> {
          double area = car.polygon().getArea() * 0.09;
          assertThat(area).isLessThan(13);
        });
  }

  @Test
  void whatIsDrawnIsWhatIsLabelled() {
    SyntheticScene scene = SyntheticScene.plan(6, 6144, 6144);
    Map<String, SceneObject> sample = new TreeMap<>();
    scene.objects().forEach(o -> sample.putIfAbsent(o.className(), o));
    assertThat(sample)
        .containsKeys(
            "aircraft",
            "breakwater",
            "bridge",
            "building",
            "pier",
            "runway",
            "ship",
            "storage-tank",
            "swimming-pool",
            "vehicle.bus",
            "vehicle.car",
            "vehicle.truck");
    Renderer renderer = new Renderer(scene, Samples.RGB8);
    sample.values().stream()
        .map(o -> o.polygon().getInteriorPoint().getCoordinate())
        .map(c -> new Coordinate((int) (c.x / Renderer.TILE), (int) (c.y / Renderer.TILE)))
        .distinct()
        .forEach(c -> compare(scene, renderer.tile((int) c.x, (int) c.y)));
  }

  /** The drawn and the labelled pixels of each object within a tile, by pixel centres. */
  private static void compare(SyntheticScene scene, Renderer.Piece tile) {
    Map<Integer, Integer> drawn = new HashMap<>();
    for (int id : tile.object()) {
      drawn.merge(id, 1, Integer::sum);
    }
    Envelope window =
        new Envelope(tile.x(), tile.x() + tile.width(), tile.y(), tile.y() + tile.height());
    for (SceneObject object : scene.objects()) {
      Envelope e = object.polygon().getEnvelopeInternal().intersection(window);
      if (e.isNull()) {
        continue;
      }
      int both = 0;
      int labelled = 0;
      int free = 0;
      PointOnGeometryLocator inside = new IndexedPointInAreaLocator(object.polygon());
      for (int y = (int) e.getMinY(); y < Math.min(window.getMaxY(), e.getMaxY()); y++) {
        for (int x = (int) e.getMinX(); x < Math.min(window.getMaxX(), e.getMaxX()); x++) {
          int id = tile.object()[(y - tile.y()) * tile.width() + x - tile.x()];
          switch (inside.locate(new Coordinate(x + 0.5, y + 0.5))) {
            case Location.INTERIOR -> {
              labelled++;
              both += id == object.id() ? 1 : 0;
            }
            // A centre on the very edge may count as either.
            case Location.BOUNDARY -> free += id == object.id() ? 1 : 0;
            default -> {}
          }
        }
      }
      int union = labelled + drawn.getOrDefault(object.id(), 0) - free - both;
      assertThat(union == 0 ? 1 : both / (double) union).as(object.toString()).isGreaterThan(0.98);
    }
  }

  @Test
  void roofsShowWhereTheirPolygonsSayTheyAre() {
    // Shifting every building by a few metres must make the image agree less with the polygons.
    Renderer.Piece piece = new Renderer(SCENE, Samples.RGB8).tile(1, 1);
    List<Polygon> buildings =
        SCENE.objects().stream()
            .filter(o -> o.className().equals("building"))
            .map(SceneObject::polygon)
            .filter(p -> new Envelope(1054, 2018, 1054, 2018).contains(p.getEnvelopeInternal()))
            .toList();
    assertThat(buildings).isNotEmpty();
    double here = contrast(piece, buildings, 0, 0);
    for (int[] shift : new int[][] {{12, 0}, {-12, 0}, {0, 12}, {0, -12}}) {
      assertThat(contrast(piece, buildings, shift[0], shift[1])).isLessThan(here);
    }
  }

  /** Mean brightness step across the outlines. */
  private static double contrast(Renderer.Piece piece, List<Polygon> polygons, int dx, int dy) {
    double sum = 0;
    int n = 0;
    for (Polygon p : polygons) {
      Coordinate[] c = p.getExteriorRing().getCoordinates();
      for (int i = 0; i + 1 < c.length; i++) {
        double length = c[i].distance(c[i + 1]);
        double nx = (c[i + 1].y - c[i].y) / length;
        double ny = (c[i].x - c[i + 1].x) / length;
        double mx = (c[i].x + c[i + 1].x) / 2 + dx;
        double my = (c[i].y + c[i + 1].y) / 2 + dy;
        sum +=
            Math.abs(
                green(piece, mx + 2 * nx, my + 2 * ny) - green(piece, mx - 2 * nx, my - 2 * ny));
        n++;
      }
    }
    return sum / n;
  }

  private static int green(Renderer.Piece piece, double x, double y) {
    int column = (int) Math.floor(x) - piece.x();
    int row = (int) Math.floor(y) - piece.y();
    return piece.pixels()[3 * (row * piece.width() + column) + 1] & 0xFF;
  }

  @Test
  void theSameSeedGivesTheSamePixelsHoweverTheyAreAskedFor() {
    SyntheticScene again = SyntheticScene.plan(11, SIZE, SIZE);
    assertThat(again.objects()).isEqualTo(SCENE.objects());
    Renderer.Piece band = new Renderer(SCENE, Samples.RGB8).band(1);
    Renderer.Piece tile = new Renderer(again, Samples.RGB8).tile(2, 1);
    for (int r = 0; r < tile.height(); r++) {
      int from = 3 * (r * band.width() + tile.x());
      assertThat(Arrays.copyOfRange(band.pixels(), from, from + 3 * tile.width()))
          .isEqualTo(
              Arrays.copyOfRange(tile.pixels(), 3 * r * tile.width(), 3 * (r + 1) * tile.width()));
    }
  }

  @Test
  void anotherSeedIsAnotherPlace() {
    assertThat(SyntheticScene.plan(12, 512, 512).objects())
        .isNotEqualTo(SyntheticScene.plan(13, 512, 512).objects());
  }
}
