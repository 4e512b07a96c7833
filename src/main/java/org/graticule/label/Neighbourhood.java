package org.graticule.label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.graticule.label.NeighbourStore.Placed;
import org.graticule.label.rule.Neighbours;
import org.graticule.label.rule.Neighbours.Neighbour;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.index.quadtree.Quadtree;

/**
 * What lies around the labels of a batch, kept up as the batch is worked through: a later operation
 * sees what an earlier one would make of it. Used by one thread.
 */
final class Neighbourhood {
  /** Beyond so many a batch is not checked against its neighbours. */
  static final int MOST = 50_000;

  private final Map<UUID, Placed> byElement = new HashMap<>();
  private final Quadtree index = new Quadtree();

  Neighbourhood(List<Placed> stored) {
    stored.forEach(this::put);
  }

  private void put(Placed placed) {
    byElement.put(placed.neighbour().element(), placed);
    index.insert(placed.neighbour().geometry().getEnvelopeInternal(), placed);
  }

  /** What an operation would make of a label. */
  void become(Label label) {
    Placed before = byElement.remove(label.element());
    if (before != null) {
      index.remove(before.neighbour().geometry().getEnvelopeInternal(), before);
    }
    if (label.isLive()) {
      put(
          new Placed(
              label.layer(), new Neighbour(label.element(), label.classId(), label.pixels())));
    }
  }

  /** What lies around one label in its layer. */
  Neighbours of(UUID element, UUID layer) {
    return box -> near(box, element, layer);
  }

  private List<Neighbour> near(Envelope box, UUID element, UUID layer) {
    List<Neighbour> near = new ArrayList<>();
    index.query(
        box,
        found -> {
          Placed placed = (Placed) found;
          Neighbour other = placed.neighbour();
          if (placed.layer().equals(layer)
              && !other.element().equals(element)
              && other.geometry().getEnvelopeInternal().intersects(box)) {
            near.add(other);
          }
        });
    return near;
  }
}
