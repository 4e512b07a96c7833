package org.graticule.app.auditing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.audit.Event;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.testing.InventedScene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Geometry;

final class GroundTest {
  private static final Scene SCENE = InventedScene.turned(16, 48);
  private static final Ground GROUND = new Ground(id -> Optional.of(SCENE));

  @Test
  void aSceneThatIsGoneIsNowhereAndOneThatCannotBeLookedUpNowIsAskedForAgain() {
    Event seen = event("tile.read", SpanFacts.tile("native", 0, 0, 0));
    Ground gone =
        new Ground(id -> {
          throw Fault.notFound();
        });
    assertThat(gone.of(seen)).isEmpty();
    Ground busy =
        new Ground(id -> {
          throw Fault.unavailable("database-unavailable", "The database is busy.");
        });
    assertThatThrownBy(() -> busy.of(seen)).isInstanceOf(Fault.class);
  }

  @Test
  void twoOppositeCornersOfABlockAreTwoTilesAndNothingBetween() {
    BitSet corners = new BitSet();
    corners.set(0);
    corners.set(63);
    Ground.Place place = place("tile.seen", SpanFacts.seen("native", 5, 0, 0, 8, 8, corners));
    Geometry first = tile("native", 5, 0, 0).area();
    Geometry last = tile("native", 5, 7, 7).area();
    assertThat(place.area().isValid()).isTrue();
    assertThat(place.area().getArea()).isCloseTo(first.getArea() + last.getArea(), within(1e-12));
    assertThat(place.area().contains(first.getCentroid())).isTrue();
    assertThat(place.area().contains(last.getCentroid())).isTrue();
    assertThat(place.area().intersects(tile("native", 5, 3, 4).area())).isFalse();
  }

  /** The last block reaches beyond the scene, in the grids that are not its own on all sides. */
  @ParameterizedTest
  @CsvSource({
    "native, 5, 0, 0",
    "native, 5, 16, 16",
    "WebMercatorQuad, 16, 35676, 22777",
    "WorldCRS84Quad, 15, 35676, 7642"
  })
  void theGroundOfSeenTilesIsThatOfEachAsIfItWereReadAlone(String grid, int z, int x, int y) {
    Random random = new Random(7);
    for (int round = 0; round < 20; round++) {
      BitSet bits = BitSet.valueOf(new long[] {random.nextLong() | 1});
      List<Geometry> alone =
          bits.stream()
              .mapToObj(bit -> of("tile.read", SpanFacts.tile(grid, z, x + bit % 8, y + bit / 8)))
              .flatMap(Optional::stream)
              .map(Ground.Place::area)
              .filter(area -> area.getDimension() == 2)
              .toList();
      Ground.Place place = place("tile.seen", SpanFacts.seen(grid, z, x, y, 8, 8, bits));
      assertThat(place.area().isValid()).isTrue();
      assertThat(place.area().getArea())
          .isCloseTo(alone.stream().mapToDouble(Geometry::getArea).sum(), within(1e-12));
      assertThat(alone).hasSizeGreaterThan(1);
      assertThat(place.tiles().getNumGeometries()).isEqualTo(alone.size());
      for (int n = 0; n < alone.size(); n++) {
        assertThat(place.tiles().getGeometryN(n).equalsExact(alone.get(n))).isTrue();
      }
    }
  }

  @Test
  void aSpanThatWasCutIsItsBlockAsFarAsTheSceneGoesAndAnOpenedOneItsFirstTile() {
    Map<String, Object> corner = SpanFacts.tile("native", 5, 16, 16);
    corner.put("block", 8);
    BitSet all = new BitSet();
    all.set(0, 16);
    Ground.Place seen = place("tile.seen", SpanFacts.seen("native", 5, 16, 16, 4, 4, all));
    Geometry block = place("tile.span-cut", corner).area();
    assertThat(block.symDifference(seen.area()).getArea())
        .as("the scene ends within the fourth tile")
        .isCloseTo(0, within(1e-12));
    Map<String, Object> world = SpanFacts.tile("WebMercatorQuad", 2, 0, 0);
    world.put("block", 8);
    assertThat(place("tile.span-cut", world).area().getArea())
        .as("a block may reach beyond the grid")
        .isCloseTo(tile("native", 0, 0, 0).area().getArea(), within(1e-12));
    Geometry first = place("tile.span-opened", corner).area();
    assertThat(first.equalsExact(tile("native", 5, 16, 16).area())).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "tiles, '%'",
    "tiles, gA==",
    "tiles, ''",
    "tiles, AAAAAAAAAAA=",
    "width, 9",
    "width, 0",
    "width, -8",
    "height, 9223372036854775807",
    "height, x",
    "width, 2147483647",
    "z, -1",
    "z, 99",
    "x, -1000",
    "x, 9223372036854775807",
    "grid, unknown"
  })
  void factsThatDoNotFitAreNowhereAndStopNothing(String fact, String value) {
    BitSet bits = BitSet.valueOf(new long[] {-1});
    for (Map<String, Object> facts :
        List.of(
            SpanFacts.seen("native", 5, 0, 0, 8, 8, bits),
            SpanFacts.seen("WebMercatorQuad", 16, 35676, 22777, 8, 8, bits))) {
      assertThat(of("tile.seen", facts)).isPresent();
      facts.put(fact, value.matches("-?\\d+") ? (Object) Long.valueOf(value) : value);
      assertThat(of("tile.seen", facts)).isEmpty();
    }
  }

  private static Ground.Place tile(String grid, int z, int x, int y) {
    return place("tile.read", SpanFacts.tile(grid, z, x, y));
  }

  private static Ground.Place place(String type, Map<String, Object> facts) {
    return of(type, facts).orElseThrow();
  }

  private static Optional<Ground.Place> of(String type, Map<String, Object> facts) {
    return GROUND.of(event(type, facts));
  }

  private static Event event(String type, Map<String, Object> facts) {
    return new Event(
        UUID.randomUUID(),
        Instant.EPOCH,
        type,
        Event.Outcome.SUCCESS,
        "-",
        "mara",
        "local",
        null,
        null,
        SCENE.id(),
        1,
        new TreeMap<>(facts));
  }

  @Test
  void howCloselySomebodyLookedIsToldAtThePolesAndAcrossTheAntimeridian() {
    assertThat(Ground.metresPerPixel(box(13, 44, 13.01, 43.99), 1_000, 1_000))
        .isCloseTo(1.1132, within(1e-9));
    assertThat(Ground.metresPerPixel(box(-180, 90, 180, -90), 1_024, 512))
        .isCloseTo(180 * 111_320 / 512.0, within(1e-6));
    assertThat(Ground.metresPerPixel(box(179.9, 0.1, -179.9, -0.1), 200, 200))
        .isCloseTo(111.32, within(0.01));
  }

  private static Coordinate[] box(double west, double north, double east, double south) {
    return new Coordinate[] {
      new Coordinate(west, north),
      new Coordinate(east, north),
      new Coordinate(east, south),
      new Coordinate(west, south),
      new Coordinate(west, north)
    };
  }
}
