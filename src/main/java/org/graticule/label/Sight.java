package org.graticule.label;

import java.util.List;
import java.util.UUID;
import org.graticule.access.Cutout;
import org.graticule.access.Subject;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * Which labels of a scene somebody may see: those that carry one of these marks, lie in one of
 * these layers and in this part of the ground. For queries; never written to.
 *
 * @param part null where all of the scene is seen
 */
record Sight(Integer[] marks, UUID[] layers, @Nullable Cutout part) {

  static Sight of(Subject subject, UUID scene, List<Layer> ofProject) {
    return new Sight(
        subject.markIds(),
        ofProject.stream()
            .filter(layer -> layer.isSeenBy(subject))
            .map(Layer::id)
            .toArray(UUID[]::new),
        subject.cutout(scene).orElse(null));
  }

  boolean sees(UUID layer) {
    return List.of(layers).contains(layer);
  }

  /** Whether something on the ground is seen. */
  boolean reaches(@Nullable Geometry lonLat) {
    return part == null || part.holds(lonLat);
  }

  /** In EPSG:4326; null where all of the scene is seen. */
  @Nullable Geometry ground() {
    return part == null ? null : part.lonLat();
  }
}
