package org.graticule.label;

import java.util.List;
import java.util.UUID;
import org.graticule.access.Subject;

/**
 * Which labels of a project somebody may see: those that carry one of these marks and lie in one of
 * these layers. For queries; never written to.
 */
record Sight(Integer[] marks, UUID[] layers) {

  static Sight of(Subject subject, List<Layer> ofProject) {
    return new Sight(
        subject.markIds(),
        ofProject.stream()
            .filter(layer -> layer.isSeenBy(subject))
            .map(Layer::id)
            .toArray(UUID[]::new));
  }

  boolean sees(UUID layer) {
    return List.of(layers).contains(layer);
  }
}
