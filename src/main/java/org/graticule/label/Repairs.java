package org.graticule.label;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Policy;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.image.Scene;
import org.graticule.image.SceneCatalogue;
import org.graticule.label.geojson.Budget;
import org.graticule.label.geojson.GeometryReader;
import org.graticule.label.geojson.JsonCursor;
import org.graticule.label.geojson.ShapeView;
import org.graticule.label.geojson.Space;
import org.graticule.label.rule.Ground;
import org.graticule.label.rule.Limits;
import org.graticule.label.rule.Repair;
import org.graticule.label.rule.Shape;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Proposes what a broken outline could become, with what that does to its area. Nothing is saved:
 * who likes the proposal saves it. Thread-safe.
 */
public final class Repairs {
  private final Policy policy;
  private final SceneCatalogue catalogue;

  public Repairs(Policy policy, SceneCatalogue catalogue) {
    this.policy = policy;
    this.catalogue = catalogue;
  }

  /**
   * @param body {@code {"geometry": ...}} in pixels
   */
  Map<String, Object> propose(Subject by, UUID sceneId, byte[] body) {
    Scene found = catalogue.get(by, Action.LABEL_READ, sceneId);
    policy.requireShown(by, Action.LABEL_READ, found.project(), found.id(), found.markId());
    LabelScene scene = LabelScene.of(found);
    Shape broken = geometry(body);
    Repair repair = Repair.of(broken, Limits.USUAL, scene.frame());
    Shape proposed = repair.shape();
    Map<String, Object> view = new LinkedHashMap<>();
    view.put("geometry", proposed == null ? null : ShapeView.of(proposed));
    view.put("steps", repair.steps());
    view.put("changed", !repair.steps().isEmpty());
    Geometry before = broken.geometry();
    Geometry after = proposed == null ? null : proposed.geometry();
    put(view, "area_px", before.getArea(), after == null ? 0 : after.getArea());
    Ground ground = scene.frame().ground();
    if (ground != null) {
      put(view, "area_m2", ground.area(before), after == null ? 0 : ground.area(after));
    }
    return view;
  }

  private static void put(Map<String, Object> view, String name, double before, double after) {
    if (Double.isFinite(before) && Double.isFinite(after)) {
      view.put(name, Map.of("before", before, "after", after, "change", after - before));
    }
  }

  private static Shape geometry(byte[] body) {
    @Nullable Shape[] read = new Shape[1];
    Budget budget = new Budget(new Budget.Limits(16, 1, 400_000, 120_000));
    try (JsonCursor cursor = new JsonCursor(body, budget)) {
      cursor.document(name -> {
        if (!name.equals("geometry")) {
          throw cursor.unknown(name, "A repair");
        }
        read[0] = GeometryReader.read(cursor, Space.PIXEL).shape();
      });
    }
    Shape shape = read[0];
    if (shape == null) {
      throw Fault.unacceptable("missing-field", "geometry is needed");
    }
    return shape;
  }
}
