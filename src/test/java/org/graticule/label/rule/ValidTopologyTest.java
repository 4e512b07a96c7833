package org.graticule.label.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Coordinate;

final class ValidTopologyTest extends GeometryRuleContract {
  @Override
  GeometryRule rule() {
    return new ValidTopology(settings());
  }

  @Override
  Stream<Case> cases() {
    return Stream.of(
        row("a square is valid", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0))"),
        row("either direction is valid", "POLYGON ((0 0, 0 9, 9 9, 9 0, 0 0))"),
        row("a hole is valid", "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 4 2, 4 4, 2 2))"),
        row(
            "a hole may touch the outline at a point",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 0, 4 2, 2 4, 0 0))"),
        row(
            "two holes may touch at a point",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 4 4, 2 4, 2 2), (4 4, 6 4, 6 6, 4 4))"),
        row("repeated points are valid", "POLYGON ((0 0, 9 0, 9 0, 9 9, 0 9, 0 9, 0 0))"),
        row(
            "a gap of 1e-9 is a gap",
            "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((4.000000001 0, 8 0, 8 4, 4.000000001 4,"
                + " 4.000000001 0)))"),
        row(
            "a part in the hole of another is valid",
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1)), ((2 2, 3 2, 3 3,"
                + " 2 2)))"),
        row(
            "parts may touch at a point",
            "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((4 4, 8 4, 8 8, 4 4)))"),
        row("a bow tie crosses itself", "POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))", "self-intersection"),
        row(
            "two bow ties in one ring are two problems",
            "POLYGON ((0 0, 4 4, 8 0, 8 4, 4 0, 0 4, 0 0))",
            "self-intersection",
            "self-intersection"),
        row(
            "a ring that touches itself is refused",
            "POLYGON ((0 0, 4 0, 8 0, 8 4, 4 0, 0 4, 0 0))",
            "ring-self-intersection"),
        row(
            "a spike without width runs back along itself",
            "POLYGON ((0 0, 9 0, 9 9, 9 15, 9 9, 0 9, 0 0))",
            "self-intersection"),
        row(
            "a flat ring runs back along itself",
            "POLYGON ((0 0, 4 0, 9 0, 0 0))",
            "self-intersection",
            "self-intersection"),
        row(
            "a hole outside",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (12 2, 14 2, 14 4, 12 2))",
            "hole-outside-shell"),
        row(
            "a hole outside that touches",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (9 0, 14 2, 14 14, 9 9, 12 5, 9 0))",
            "hole-outside-shell"),
        row(
            "a hole across the outline",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (5 5, 15 5, 15 7, 5 5))",
            "self-intersection",
            "self-intersection"),
        row(
            "a hole that shares an edge",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 2, 4 4, 0 6, 0 2))",
            "self-intersection"),
        row(
            "holes in holes",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 8 1, 8 8, 1 8, 1 1), (2 2, 4 2, 4 4, 2 2))",
            "nested-holes"),
        row(
            "the same hole twice",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (2 2, 4 2, 4 4, 2 2), (4 4, 2 2, 4 2, 4 4))",
            "duplicate-rings"),
        row(
            "a hole that is the outline",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (9 9, 9 0, 0 0, 0 9, 9 9))",
            "duplicate-rings"),
        row(
            "the same part twice",
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ((0 0, 9 0, 9 9, 0 0)))",
            "duplicate-rings"),
        row(
            "a part in a part",
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0)), ((2 2, 4 2, 4 4, 2 2)))",
            "nested-shells"),
        row(
            "parts that overlap",
            "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((2 2, 6 2, 6 6, 2 6, 2 2)))",
            "self-intersection",
            "self-intersection"),
        row(
            "parts that share an edge",
            "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)), ((4 0, 8 0, 8 4, 4 4, 4 0)))",
            "self-intersection"),
        row(
            "holes that cut the inside in two",
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (0 5, 4 4, 5 5, 4 6, 0 5), (5 5, 6 4, 9 5, 6 6, 5"
                + " 5))",
            "disconnected-interior"),
        row("an open ring", "POLYGON ((0 0, 9 0, 9 9, 0 9))", "ring-not-closed"),
        row(
            "an open ring that also crosses itself",
            "POLYGON ((0 0, 9 9, 9 0, 0 9))",
            "ring-not-closed",
            "self-intersection"),
        row("two distinct points", "POLYGON ((0 0, 9 0, 9 0, 0 0))", "too-few-points"),
        row("one point", "POLYGON ((0 0))", "ring-not-closed", "too-few-points"),
        row("an empty ring", "POLYGON (())", "too-few-points"),
        row("no ring", "POLYGON EMPTY", "empty-geometry"),
        row("an empty part", "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 0)), ())", "empty-geometry"),
        row("not a number", "POLYGON ((0 0, NaN 0, 9 9, 0 0))", "bad-coordinate"),
        row(
            "several problems at once",
            "POLYGON ((0 0, 9 0, 9 9, 0 9), (20 2, 24 2, 24 4, 20 2), (1 1, 2 2, 1 1), (3 3, 5 5, 5"
                + " 3, 3 5, 3 3))",
            "ring-not-closed",
            "too-few-points",
            "self-intersection",
            "hole-outside-shell"));
  }

  @Test
  void namesThePlaceAndTheVertex() {
    Violation found =
        rule()
            .check(candidate("POLYGON ((0 0, 9 9, 9 0, 0 9, 0 0))", BUILDING, Map.of()))
            .getFirst();
    assertThat(found.place()).isEqualTo(new Place(4.5, 4.5));
    assertThat(found.pointer()).matches("/geometry/coordinates/0/[02]");
    assertThat(found.message()).isEqualTo("the outline crosses itself at (4.50, 4.50)");
  }

  @Test
  void pointsAtTheVertexAsSubmittedThoughPointsRepeat() {
    String wkt = "POLYGON ((0 0, 0 0, 0 0, 9 0, 9 9, 9 15, 9 9, 0 9, 0 0))";
    Violation found = rule().check(candidate(wkt, BUILDING, Map.of())).getFirst();
    assertThat(found.pointer()).matches("/geometry/coordinates/0/[45]");
  }

  @Test
  void agreesWithJtsOnTenThousandRandomShapes() {
    Random random = new Random(7);
    int valid = 0;
    for (int i = 0; i < 10_000; i++) {
      Shape shape = randomShape(random);
      boolean areas = shape.rings().stream().allMatch(ring -> ring.trace().isArea());
      boolean expected = areas && shape.geometry().isValid();
      boolean actual = rule().check(Candidate.of(shape, BUILDING, Map.of(), FRAME)).isEmpty();
      assertThat(actual).as("%s", shape.geometry()).isEqualTo(expected);
      valid += expected ? 1 : 0;
    }
    assertThat(valid).as("both kinds are met").isBetween(500, 9_500);
  }

  @Test
  void aScribbleOfTwentyThousandVerticesIsAnsweredInTime() {
    Random random = new Random(3);
    Coordinate[] ring =
        closed(19_999, i -> new Coordinate(random.nextInt(1000), random.nextInt(800)));
    List<Violation> found = checkInTime(new Shape(false, List.of(List.<Coordinate[]>of(ring))));
    assertThat(found).hasSize(ValidTopology.MOST + 1);
    assertThat(found.getLast().code()).isEqualTo("more-problems");
  }

  @Test
  void aCombMadeToBeSlowIsRefusedInTime() {
    // Slanted teeth whose boxes all overlap: every pair of edges has to be looked at.
    Coordinate[] ring =
        closed(
            19_998,
            i ->
                switch (i) {
                  case 0 -> new Coordinate(0, 0.5);
                  case 19_996 -> new Coordinate(600, 702);
                  case 19_997 -> new Coordinate(600, 0.5);
                  default -> new Coordinate(1 + i * 1e-3 + (i % 2) * 400, 1 + (i % 2) * 700);
                });
    assertThat(checkInTime(new Shape(false, List.of(List.<Coordinate[]>of(ring)))))
        .extracting(Violation::code)
        .containsExactly("too-complex");
  }

  @Test
  void nestedChevronsMadeToBeSlowAreAnsweredInTime() {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (int i = 0; i < 2_800; i++) {
      double a = i * 0.1;
      parts.add(
          List.<Coordinate[]>of(
              points(a, a, 900, a, 900, a + .05, a + .05, a + .05, a + .05, 700, a, 700, a, a)));
    }
    assertThat(checkInTime(new Shape(true, parts)))
        .extracting(Violation::code)
        .containsExactly("too-complex");
  }

  /** By the processor's clock, so that a busy machine fails nobody. */
  private List<Violation> checkInTime(Shape shape) {
    ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    long begin = clock.getCurrentThreadCpuTime();
    List<Violation> found = rule().check(Candidate.of(shape, BUILDING, Map.of(), FRAME));
    assertThat(Duration.ofNanos(clock.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofSeconds(5));
    return found;
  }

  private static Coordinate[] closed(int vertices, IntFunction<Coordinate> at) {
    return IntStream.rangeClosed(0, vertices)
        .mapToObj(i -> at.apply(i % vertices))
        .toArray(Coordinate[]::new);
  }

  private static Coordinate[] points(double... xy) {
    return IntStream.range(0, xy.length / 2)
        .mapToObj(i -> new Coordinate(xy[2 * i], xy[2 * i + 1]))
        .toArray(Coordinate[]::new);
  }

  /** Small whole numbers, so that touching and sharing happen as often as crossing. */
  private static Shape randomShape(Random random) {
    boolean multi = random.nextBoolean();
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (int part = 0; part < (multi ? 1 + random.nextInt(2) : 1); part++) {
      List<Coordinate[]> rings = new ArrayList<>();
      int holes = random.nextInt(3);
      rings.add(randomRing(random, 12 * part * random.nextInt(2), 10));
      for (int hole = 0; hole < holes; hole++) {
        rings.add(randomRing(random, 1 + random.nextInt(6), 3));
      }
      parts.add(rings);
    }
    return new Shape(multi, parts);
  }

  private static Coordinate[] randomRing(Random random, int from, int size) {
    if (random.nextInt(3) > 0) {
      double a = from;
      double b = from + 1 + random.nextInt(size);
      return points(a, a, b, a, b, b, a, b, a, a);
    }
    int vertices = 3 + random.nextInt(3);
    Coordinate[] ring = new Coordinate[vertices + 1];
    for (int i = 0; i < vertices; i++) {
      ring[i] = new Coordinate(from + random.nextInt(size + 1), from + random.nextInt(size + 1));
    }
    ring[vertices] = ring[0].copy();
    return ring;
  }
}
