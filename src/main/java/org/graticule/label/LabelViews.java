package org.graticule.label;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.graticule.label.Batch.Finding;
import org.graticule.label.geojson.ShapeView;
import org.graticule.label.rule.Place;
import org.graticule.label.rule.Shape;
import org.graticule.label.rule.Violation;
import org.graticule.work.Ontology;
import org.locationtech.jts.geom.Coordinate;

/** Labels, operations and violations as the contract's JSON. Immutable. */
final class LabelViews {
  private final Ontology ontology;
  private final IntFunction<String> portions;

  /**
   * @param portions the portion form of a mark, by number
   */
  LabelViews(Ontology ontology, IntFunction<String> portions) {
    this.ontology = ontology;
    this.portions = portions;
  }

  Map<String, Object> properties(Label label) {
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("class", label.classId());
    properties.put(
        "class_name", ontology.find(label.classId()).map(Ontology.LabelClass::name).orElse("?"));
    properties.put("revision", label.revision());
    properties.put("attributes", label.attributes());
    properties.put("actor", label.actor());
    properties.put("at", label.at().toString());
    properties.put("mark", portions.apply(label.markId()));
    beside(label, properties);
    if (label.areaSquareMetres() != null) {
      properties.put("area_m2", label.areaSquareMetres());
    }
    return properties;
  }

  private static void beside(Label label, Map<String, Object> view) {
    view.put("layer", label.layer().toString());
    if (label.confidence() != null) {
      view.put("confidence", label.confidence());
    }
    if (label.view() != null) {
      view.put("view", label.view());
    }
    if (!label.warnings().isEmpty()) {
      view.put("warnings", label.warnings().stream().map(LabelViews::violation).toList());
    }
  }

  /** In pixels. */
  Map<String, Object> feature(Label label) {
    Map<String, Object> feature = new LinkedHashMap<>();
    feature.put("type", "Feature");
    feature.put("id", label.element().toString());
    feature.put("geometry", ShapeView.of(Shape.of(label.pixels())));
    feature.put("properties", properties(label));
    return feature;
  }

  Map<String, Object> revision(Label label) {
    Map<String, Object> revision = new LinkedHashMap<>();
    revision.put("revision", label.revision());
    revision.put("kind", label.kind().label());
    revision.put("actor", label.actor());
    revision.put("at", label.at().toString());
    revision.put("class", label.classId());
    revision.put("attributes", label.attributes());
    revision.put(
        "class_name", ontology.find(label.classId()).map(Ontology.LabelClass::name).orElse("?"));
    revision.put("mark", portions.apply(label.markId()));
    if (label.areaSquareMetres() != null) {
      revision.put("area_m2", label.areaSquareMetres());
    }
    beside(label, revision);
    revision.put("geometry", label.isLive() ? ShapeView.of(Shape.of(label.pixels())) : null);
    return revision;
  }

  Map<String, Object> conflict(Conflicts.Conflict conflict) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("op_id", conflict.mine().opId().toString());
    view.put("mine", operation(conflict.mine()));
    view.put("theirs", conflict.theirs() == null ? null : feature(conflict.theirs()));
    return view;
  }

  /** As it was sent. */
  private static Map<String, Object> operation(Operation operation) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("op_id", operation.opId().toString());
    view.put("kind", operation.kind().label());
    view.put("element", operation.element().toString());
    view.put("base_rev", operation.baseRevision());
    if (operation.shape() != null) {
      view.put("geometry", ShapeView.of(operation.shape()));
    }
    if (operation.delta() != null) {
      view.put("delta", operation.delta().splices().stream().map(LabelViews::splice).toList());
    }
    if (operation.layer() != null) {
      view.put("layer", operation.layer().toString());
    }
    if (operation.classId() != null) {
      view.put("class", operation.classId());
    }
    if (operation.attributes() != null) {
      view.put("attributes", operation.attributes());
    }
    if (operation.mark() != null) {
      view.put("mark", operation.mark());
    }
    return view;
  }

  private static Map<String, Object> splice(Delta.Splice splice) {
    List<Integer> at =
        switch (splice) {
          case Delta.Splice.Parts p -> List.of(p.at());
          case Delta.Splice.Rings r -> List.of(r.part(), r.at());
          case Delta.Splice.Vertices v -> List.of(v.part(), v.ring(), v.at());
        };
    Object insert =
        switch (splice) {
          case Delta.Splice.Parts p ->
              p.insert().stream().map(part -> part.stream().map(ShapeView::ring).toList()).toList();
          case Delta.Splice.Rings r -> r.insert().stream().map(ShapeView::ring).toList();
          case Delta.Splice.Vertices v -> ShapeView.ring(v.insert().toArray(Coordinate[]::new));
        };
    return Map.of("at", at, "remove", splice.remove(), "insert", insert);
  }

  static Map<String, Object> finding(Finding finding) {
    Map<String, Object> view = new LinkedHashMap<>();
    if (finding.opId() != null) {
      view.put("op_id", finding.opId().toString());
    }
    view.putAll(violation(finding.violation()));
    return view;
  }

  static Map<String, Object> violation(Violation violation) {
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("code", violation.code());
    view.put("severity", violation.severity().name());
    view.put("message", violation.message());
    Place place = violation.place();
    if (place != null) {
      view.put("place", List.of(place.x(), place.y()));
    }
    view.put("pointer", violation.pointer());
    return view;
  }
}
