package org.graticule.dataset;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.util.AffineTransformation;
import org.locationtech.jts.io.ParseException;
import org.locationtech.jts.io.WKTReader;

/**
 * A snapshot with one of everything that formats stumble over: holes, parts, borders, gaps in the
 * class ids, hostile words, a scene across the antimeridian and one without any place.
 */
public final class SmallSnapshot {
  /** Words that would do harm where somebody forgets to escape. */
  public static final String HOSTILE = "=1+1 <img src=x onerror=alert(1)> \"é\u2028\n../../etc";

  static final FrozenScene DOCKS =
      scene(1, "Docks & Quays <b>.tif", 300, 200, 1.0, List.of(15.0, 1e-5, 0.0, 42.0, 0.0, -1e-5));
  static final FrozenScene DATELINE =
      scene(2, "dateline.tif", 200, 128, 1.0, List.of(179.999, 1e-5, 0.0, -17.0, 0.0, -1e-5));
  static final FrozenScene SCAN = scene(3, "../../scan.png", 150, 90, 100 / 150.0, null);

  private final TreeMap<UUID, List<FrozenLabel>> labels = new TreeMap<>();

  /** Everything. */
  public static Snapshot of(Recipe recipe) {
    return new SmallSnapshot().filled().snapshot(recipe);
  }

  /** The same scenes without any label. */
  public static Snapshot unlabelled(Recipe recipe) {
    return new SmallSnapshot().snapshot(recipe);
  }

  /** Chips small enough that the small scenes have several. */
  public static Recipe recipe(String... formats) {
    return new Recipe("Small docks", List.of(formats), null, null, 128, 32, true, 0, 0);
  }

  private SmallSnapshot filled() {
    add(DOCKS, 1, "POLYGON ((10 10, 40.123456 10, 40 30.5, 10 30, 10 10))");
    add(
        DOCKS,
        7,
        "POLYGON ((90 20, 200 20, 200 100, 90 100, 90 20), "
            + "(110 40, 110 70, 140 70, 140 40, 110 40))");
    add(
        DOCKS,
        7,
        "MULTIPOLYGON (((200 10, 220 10, 220 30, 200 10)), "
            + "((240 10, 260 10, 260 30, 240 10)))");
    add(DOCKS, 9, "POLYGON ((128 100, 140 100, 140 112, 128 112, 128 100))");
    add(DATELINE, 1, "POLYGON ((90 20, 120 20, 120 50, 90 50, 90 20))");
    add(SCAN, 1, "POLYGON ((5 5, 60 5, 60 60, 5 60, 5 5))");
    add(SCAN, 9, "POLYGON ((130 5, 145 5, 145 20, 130 5))");
    add(SCAN, 9, "POLYGON ((20 70, 20.0004 70, 20 70.0004, 20 70))");
    return this;
  }

  private void add(FrozenScene scene, int classId, String wkt) {
    List<FrozenLabel> there = labels.computeIfAbsent(scene.id(), none -> new ArrayList<>());
    int number = 100 * (int) scene.id().getLeastSignificantBits() + there.size();
    Geometry pixels = parse(wkt);
    SortedMap<String, Object> attributes = new TreeMap<>();
    attributes.put("note", HOSTILE);
    attributes.put("storeys", 3L);
    there.add(
        new FrozenLabel(
            new UUID(0, number),
            1 + there.size(),
            classId,
            pixels,
            scene.onGround() ? lonLat(scene, pixels) : null,
            scene.onGround() ? pixels.getArea() * 1.25 : null,
            attributes,
            there.size() % 2 == 0 ? "O" : "G//CDR",
            Instant.parse("2026-11-01T10:00:00Z")));
  }

  private Snapshot snapshot(Recipe recipe) {
    return new Snapshot(
        new DatasetVersion(
            new UUID(0, 900),
            new UUID(0, 800),
            "Ports",
            recipe.name(),
            3,
            Instant.parse("2026-11-02T08:30:00.123456Z"),
            "ana",
            "GUARDED//CEDAR",
            "G//CDR",
            4),
        recipe,
        List.of(
            new Category(1, "building", null),
            new Category(7, "pier", "structure"),
            new Category(9, HOSTILE, null)),
        List.of(DOCKS, DATELINE, SCAN),
        (scene, sink) -> {
          for (FrozenLabel label : labels.getOrDefault(scene.id(), List.of())) {
            sink.take(label);
          }
        },
        Gradient::new);
  }

  private static FrozenScene scene(
      int number, String name, int width, int height, double valid, @Nullable List<Double> affine) {
    return new FrozenScene(
        new UUID(0, number),
        name,
        2,
        "%064x".formatted(number),
        width,
        height,
        affine == null ? null : "EPSG:4326",
        affine,
        affine != null,
        affine == null ? null : List.of(0.83, 1.11),
        affine == null ? null : Instant.parse("2025-06-01T09:00:00Z"),
        valid,
        "O");
  }

  private static Geometry lonLat(FrozenScene scene, Geometry pixels) {
    List<Double> a = scene.affine();
    Geometry ground =
        new AffineTransformation(a.get(1), a.get(2), a.get(0), a.get(4), a.get(5), a.get(3))
            .transform(pixels);
    ground.apply(
        (org.locationtech.jts.geom.CoordinateFilter)
            point -> point.x = point.x > 180 ? point.x - 360 : point.x);
    return ground;
  }

  private static Geometry parse(String wkt) {
    try {
      return new WKTReader().read(wkt);
    } catch (ParseException e) {
      throw new AssertionError(wkt, e);
    }
  }

  /** Red grows with x, green with y; columns beyond the valid ones are black. */
  private record Gradient(FrozenScene scene) implements ScenePixels {
    @Override
    public Picture read(int x, int y, int width, int height) {
      int validColumns = (int) Math.round(scene.validFraction() * scene.width());
      byte[] pixels = new byte[width * height * 3];
      for (int row = 0; row < height; row++) {
        for (int column = 0; column < width && x + column < validColumns; column++) {
          int at = (row * width + column) * 3;
          pixels[at] = (byte) ((x + column) / 2);
          pixels[at + 1] = (byte) ((y + row) / 2);
          pixels[at + 2] = 0x40;
        }
      }
      int valid = Math.clamp(validColumns - x, 0, width);
      return new Picture(width, height, 3, pixels, (double) valid / width);
    }

    @Override
    public void close() throws IOException {
      // Nothing is open.
    }
  }
}
