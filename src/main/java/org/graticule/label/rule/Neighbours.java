package org.graticule.label.rule;

import java.util.List;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.locationtech.jts.geom.Geometry;

/** Labels of the same layer around a candidate, itself left out. */
public interface Neighbours {
  /** Nothing around. */
  Neighbours NONE = box -> List.of();

  /** Another label, in pixels. */
  record Neighbour(UUID element, int classId, Geometry geometry) {}

  /** Those whose envelope meets this one. */
  List<Neighbour> near(Envelope box);
}
