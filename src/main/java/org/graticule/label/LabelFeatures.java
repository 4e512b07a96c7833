package org.graticule.label;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.graticule.access.Action;
import org.graticule.access.Subject;
import org.graticule.fault.Fault;
import org.graticule.label.Page.Filter;
import org.graticule.label.Page.Outline;
import org.graticule.label.geojson.Space;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Labels of a scene as features on the ground, for protocols of other tools. Thread-safe. */
public final class LabelFeatures {
  private static final int MOST_VERTICES = 500_000;

  private final Labels labels;

  public LabelFeatures(Labels labels) {
    this.labels = labels;
  }

  /**
   * A label.
   *
   * @param lonLat in the form of RFC 7946; null where it has no place on the ground
   * @param properties flat: what was said of it stands beside what is known of it
   */
  public record Item(UUID id, @Nullable Geometry lonLat, Map<String, Object> properties) {}

  /**
   * Some labels by id.
   *
   * @param next where the following ones begin
   */
  public record Items(List<Item> items, Optional<UUID> next) {}

  /**
   * @param box only those that meet it, degrees; null for all
   * @param since only those changed then or later; null for all
   * @param after only those after this id
   */
  public Items items(
      Subject by,
      UUID sceneId,
      @Nullable Envelope box,
      @Nullable Instant since,
      @Nullable UUID after,
      int limit) {
    LabelScene scene = labels.scene(by, Action.LABEL_READ, sceneId);
    Envelope pixels = box == null ? null : scene.reach(box);
    if (pixels != null && pixels.isNull()) {
      return new Items(List.of(), Optional.empty());
    }
    Filter filter = new Filter(pixels, null, null, null, null, since, null);
    Labels.Listing found =
        labels.list(
            by,
            sceneId,
            Space.GROUND,
            new Page(after, filter, limit, MOST_VERTICES, Outline.PIXELS_AND_GROUND));
    List<Item> items =
        found.labels().stream()
            .filter(label -> box == null || meets(label, box))
            .map(label -> item(label, found.views()))
            .toList();
    return new Items(
        items, found.more() ? Optional.of(found.labels().getLast().element()) : Optional.empty());
  }

  /**
   * @throws Fault not found
   */
  public Item item(Subject by, UUID sceneId, UUID element) {
    Labels.Listing found = labels.one(by, sceneId, element);
    return item(found.labels().getFirst(), found.views());
  }

  private static boolean meets(Label label, Envelope box) {
    return label.lonLat() != null && label.lonLat().getEnvelopeInternal().intersects(box);
  }

  private static Item item(Label label, LabelViews views) {
    Map<String, Object> properties = new LinkedHashMap<>(views.properties(label));
    properties.remove("attributes");
    properties.remove("warnings");
    label.attributes().forEach(properties::putIfAbsent);
    return new Item(label.element(), label.lonLat(), properties);
  }
}
