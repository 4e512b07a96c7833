package org.graticule.label;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.graticule.fault.Fault;
import org.graticule.label.Batch.Entry;
import org.graticule.label.Batch.Finding;
import org.graticule.label.geojson.Budget;
import org.graticule.label.geojson.Budget.Limits;
import org.graticule.label.geojson.Feature;
import org.graticule.label.geojson.GeoJsonReader;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Shape;
import org.graticule.label.rule.Violation;
import org.graticule.work.Ontology;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;

/**
 * Turns the features of a GeoJSON document into a batch that creates them: ground to pixels, class
 * by number or by name. What is wrong with a row is noted and the next is read. Used once, by one
 * thread.
 */
final class LabelImport implements GeoJsonReader.Rows {
  /** Written by our own collections beside the attributes; not somebody's attributes. */
  private static final Set<String> OWN =
      Set.of("class", "class_name", "revision", "actor", "at", "mark", "area_m2");

  private final LabelScene scene;
  private final Ontology ontology;
  private final Space space;
  private final @Nullable Integer fallbackClass;
  private final List<Entry> entries = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private LabelImport(
      LabelScene scene, Ontology ontology, Space space, @Nullable Integer fallbackClass) {
    this.scene = scene;
    this.ontology = ontology;
    this.space = space;
    this.fallbackClass = fallbackClass;
  }

  /**
   * @param fallbackClass for features that name none
   * @throws Fault where the document as a whole cannot be read
   */
  static Batch read(
      byte[] body,
      LabelScene scene,
      Ontology ontology,
      Space space,
      @Nullable Integer fallbackClass) {
    if (space == Space.GROUND && !scene.georeference().hasLonLat()) {
      throw Fault.unacceptable(
          "no-ground", "This scene has no longitude and latitude; import with space=pixel.");
    }
    LabelImport rows = new LabelImport(scene, ontology, space, fallbackClass);
    GeoJsonReader.read(body, space, new Budget(Limits.USUAL), rows);
    return new Batch(rows.entries, rows.findings);
  }

  @Override
  public void read(Feature feature) {
    Optional<Shape> shape =
        space == Space.PIXEL ? Optional.of(feature.shape()) : pixels(feature.shape());
    if (shape.isEmpty()) {
      refuse(
          "off-ground",
          "the feature has a vertex where this scene has no pixel to put it",
          feature.pointer() + "/geometry");
      return;
    }
    Object named =
        feature.properties().getOrDefault("class", feature.properties().get("class_name"));
    Optional<Integer> classId = classOf(named);
    if (named != null && classId.isEmpty()) {
      refuse(
          "unknown-class",
          "the class '" + named + "' is not in the project's ontology",
          feature.pointer() + "/properties/class");
      return;
    }
    entries.add(
        new Entry(
            new Operation(
                UUID.randomUUID(),
                Operation.Kind.CREATE,
                UUID.randomUUID(),
                0,
                shape.get(),
                classId.orElse(fallbackClass),
                attributes(feature),
                null),
            feature.pointer()));
    for (String note : feature.notes()) {
      findings.add(
          new Finding(
              null,
              new Violation(
                  "left-out", Violation.Severity.WARNING, note, null, feature.pointer())));
    }
  }

  @Override
  public void refused(int row, Fault fault) {
    Object pointer = fault.details().getOrDefault("pointer", "/features/" + row);
    refuse(fault.code(), fault.getMessage(), pointer.toString());
  }

  /** Rules point into a label; in a document it is spread over a feature's members. */
  static Finding inFeature(Finding finding) {
    Violation found = finding.violation();
    String pointer =
        found
            .pointer()
            .replaceFirst("^(/features/\\d+)?/(class|attributes)\\b", "$1/properties/$2");
    return new Finding(
        null,
        new Violation(found.code(), found.severity(), found.message(), found.place(), pointer));
  }

  private void refuse(String code, String message, String pointer) {
    findings.add(
        new Finding(null, new Violation(code, Violation.Severity.ERROR, message, null, pointer)));
  }

  private Optional<Integer> classOf(@Nullable Object named) {
    return switch (named) {
      case Long id when ontology.find(Math.clamp(id, 0, Integer.MAX_VALUE)).isPresent() ->
          Optional.of(Math.toIntExact(id));
      case String name ->
          ontology.classes().stream()
              .filter(known -> known.name().equalsIgnoreCase(name))
              .map(Ontology.LabelClass::id)
              .findFirst();
      case null, default -> Optional.empty();
    };
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

  private Optional<Shape> pixels(Shape lonLat) {
    List<List<Coordinate[]>> parts = new ArrayList<>();
    for (List<Coordinate[]> part : lonLat.parts()) {
      List<Coordinate[]> rings = new ArrayList<>();
      for (Coordinate[] ring : part) {
        Coordinate[] points = new Coordinate[ring.length];
        for (int i = 0; i < ring.length; i++) {
          Optional<Coordinate> pixel = scene.toPixel(ring[i]);
          if (pixel.isEmpty()) {
            return Optional.empty();
          }
          points[i] = pixel.get();
        }
        rings.add(points);
      }
      parts.add(rings);
    }
    return Optional.of(new Shape(lonLat.multi(), parts));
  }
}
