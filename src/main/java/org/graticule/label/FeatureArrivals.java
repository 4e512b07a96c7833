package org.graticule.label;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.graticule.fault.Fault;
import org.graticule.label.geojson.Feature;
import org.graticule.label.geojson.GeoJsonReader;
import org.graticule.label.geojson.Space;
import org.graticule.label.intake.Arrival;
import org.graticule.label.intake.Arrivals;
import org.jspecify.annotations.Nullable;

/** Features of GeoJSON as rows of an import. Stateless but for whom it hands them to. */
record FeatureArrivals(Space space, Arrivals into) implements GeoJsonReader.Rows {
  /** Written by our own collections beside the attributes; not somebody's attributes. */
  private static final Set<String> OWN =
      Set.of(
          "class",
          "class_name",
          "revision",
          "actor",
          "at",
          "mark",
          "area_m2",
          "layer",
          "confidence",
          "view",
          "warnings");

  @Override
  public void read(Feature feature) {
    Object named =
        feature.properties().getOrDefault("class", feature.properties().get("class_name"));
    if (feature.shape().isEmpty()) {
      into.leaveOut(feature.pointer(), "the feature is empty: it says that nothing is there");
      return;
    }
    into.take(
        new Arrival(
            feature.pointer(),
            space,
            feature.shape(),
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
