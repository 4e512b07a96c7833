package org.graticule.dataset.format;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.dataset.Archive;
import org.graticule.dataset.ExportFormat;
import org.graticule.dataset.FrozenLabel;
import org.graticule.dataset.FrozenScene;
import org.graticule.dataset.Losses;
import org.graticule.dataset.Progress;
import org.graticule.dataset.Snapshot;
import org.graticule.label.geojson.FeatureWriter;
import org.graticule.label.geojson.Space;
import org.locationtech.jts.geom.Geometry;

/**
 * One RFC 7946 FeatureCollection for each scene, {@code geojson/NAME.geojson}, so that a scene can
 * be opened by itself and no file grows with the project. Labels without longitude and latitude go,
 * in pixels, to {@code geojson/NAME.pixel.json}, which says so in its {@code space} member.
 * Stateless, thread-safe.
 */
public final class GeoJson implements ExportFormat {
  private static final String NAME = "geojson";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SortedMap<String, Long> write(
      Snapshot snapshot, Archive archive, Losses losses, Progress progress) throws IOException {
    Map<Integer, String> classes = new TreeMap<>();
    snapshot.categories().forEach(category -> classes.put(category.id(), category.name()));
    long features = 0;
    int done = 0;
    for (FrozenScene scene : snapshot.scenes()) {
      progress.at((double) done++ / snapshot.scenes().size(), "labels of " + scene.name());
      Tally ground = new Tally();
      if (scene.onGround()) {
        write(snapshot, scene, Space.GROUND, classes, archive, ground);
        losses.count(
            NAME,
            "rounded-positions",
            "labels whose vertices keep seven decimals of a degree, not their exact pixels",
            ground.written);
      }
      if (!scene.onGround() || ground.left > 0) {
        Tally pixel = new Tally();
        write(snapshot, scene, Space.PIXEL, classes, archive, pixel);
        losses.count(
            NAME,
            "no-longitude-latitude",
            "labels without a place on the ground, kept in pixel.json files",
            pixel.written);
        features += pixel.written;
      }
      features += ground.written;
    }
    return new TreeMap<>(Map.of("features", features));
  }

  private static void write(
      Snapshot snapshot,
      FrozenScene scene,
      Space space,
      Map<Integer, String> classes,
      Archive archive,
      Tally tally)
      throws IOException {
    String suffix =
        switch (space) {
          case GROUND -> ".geojson";
          case PIXEL -> ".pixel.json";
        };
    try (FeatureWriter writer =
        new FeatureWriter(
            archive.compressed(NAME + "/" + scene.fileStem() + suffix),
            space,
            head(snapshot, scene, space))) {
      snapshot
          .labels()
          .each(
              scene,
              label -> {
                Geometry lonLat = scene.onGround() ? label.lonLat() : null;
                if ((lonLat != null) == (space == Space.GROUND)) {
                  writer.write(
                      label.element().toString(),
                      lonLat == null ? label.pixels() : lonLat,
                      properties(label, scene, classes));
                  tally.written++;
                } else {
                  tally.left++;
                }
              });
    }
  }

  private static Map<String, Object> head(Snapshot snapshot, FrozenScene scene, Space space) {
    Map<String, Object> head = new LinkedHashMap<>();
    head.put("name", scene.name());
    head.put("mark", snapshot.version().banner());
    head.put("dataset", snapshot.version().id().toString());
    head.put("scene", scene.id().toString());
    head.put("scene_sha256", scene.sha256());
    if (scene.acquired() != null) {
      head.put("acquired", scene.acquired().toString());
    }
    if (space == Space.PIXEL) {
      head.put("space", "pixel");
    }
    return head;
  }

  private static Map<String, Object> properties(
      FrozenLabel label, FrozenScene scene, Map<Integer, String> classes) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("class", label.classId());
    properties.put("class_name", classes.getOrDefault(label.classId(), ""));
    properties.put("revision", label.revision());
    properties.put("at", label.at().toString());
    properties.put("scene", scene.id().toString());
    properties.put("mark", label.mark());
    if (label.areaSquareMetres() != null) {
      properties.put("area_m2", label.areaSquareMetres());
    }
    properties.put("attributes", label.attributes());
    return properties;
  }

  /** Labels written to a file, and labels left for the other. */
  private static final class Tally {
    private long written;
    private long left;
  }
}
