package org.graticule.label;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graticule.fault.Fault;
import org.graticule.geo.Crs;
import org.graticule.label.geojson.Feature;
import org.graticule.label.geojson.GeoJsonReader;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.Arrival;
import org.graticule.label.intake.Arrivals;
import org.graticule.label.intake.GroundShapes;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;

/** Features of GeoJSON as rows of an import. Used for one file by one thread. */
final class FeatureArrivals implements GeoJsonReader.Rows {
  /** As a URN, an address or plain, with or without a version. */
  private static final Pattern EPSG =
      Pattern.compile("(?i)(?:urn:ogc:def:crs:|.*/def/crs/)?EPSG[:/](?:[\\d.]*[:/])?(\\d{4,6})");

  private static final int WGS84 = 4326;

  /** What says the class: our own word, and xView's. */
  private static final List<String> CLASS = List.of("class", "class_name", "type_id");

  /** Written by our own collections beside the attributes; not somebody's attributes. */
  private static final Set<String> OWN =
      Set.of(
          "class",
          "class_name",
          "type_id",
          SceneRows.USUAL,
          "revision",
          "actor",
          "at",
          "mark",
          "area_m2",
          "layer",
          "confidence",
          "view",
          "warnings");

  private final Space space;
  private final SceneRows scene;
  private final Arrivals into;
  private GroundShapes ground = new GroundShapes(null);

  FeatureArrivals(Space space, SceneRows scene, Arrivals into) {
    this.space = space;
    this.scene = scene;
    this.into = into;
  }

  @Override
  public boolean wants(SortedMap<String, Object> properties) {
    return scene.has(properties);
  }

  /** Files say longitude first, whatever the axes of their system are. */
  @Override
  public boolean takesCrs(String name) {
    Matcher epsg = EPSG.matcher(name);
    if (!epsg.matches()) {
      return false;
    }
    int code = Integer.parseInt(epsg.group(1));
    try {
      ground = new GroundShapes(code == WGS84 ? null : Crs.ofEpsg(code));
      return true;
    } catch (Fault unknown) {
      return false;
    }
  }

  @Override
  public void read(Feature feature) {
    Object named =
        CLASS.stream()
            .map(feature.properties()::get)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
    if (feature.shape().isEmpty()) {
      into.leaveOut(feature.pointer(), "the feature is empty: it says that nothing is there");
      return;
    }
    Optional<Shape> shape =
        space == Space.GROUND ? ground.lonLat(feature.shape()) : Optional.of(feature.shape());
    if (shape.isEmpty()) {
      into.refuse(feature.pointer(), "off-ground", "a vertex of the row has no place on the globe");
      return;
    }
    into.take(
        new Arrival(
            feature.pointer(),
            space,
            shape.get(),
            named == null ? null : named.toString(),
            attributes(feature),
            confidence(feature.properties().get("confidence")),
            feature.notes()));
  }

  @Override
  public void refused(int row, Fault fault) {
    Object pointer = fault.details().getOrDefault("pointer", "/features/" + row);
    into.refuse(pointer.toString(), fault.code(), fault.getMessage());
  }

  private static @Nullable Double confidence(@Nullable Object value) {
    return value instanceof Number number && number.doubleValue() >= 0 && number.doubleValue() <= 1
        ? Double.valueOf(number.doubleValue())
        : null;
  }

  private static SortedMap<String, Object> attributes(Feature feature) {
    if (feature.attributes() != null) {
      return feature.attributes();
    }
    TreeMap<String, Object> others = new TreeMap<>();
    for (Map.Entry<String, Object> property : feature.properties().entrySet()) {
      if (!OWN.contains(property.getKey())) {
        others.put(property.getKey(), property.getValue());
      }
    }
    return others;
  }
}
