package org.graticule.label.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.locationtech.jts.operation.valid.IsValidOp;
import org.locationtech.jts.operation.valid.TopologyValidationError;

/**
 * The shape is a valid OGC polygon or multipolygon, or a line or point that is one. Where JTS stops
 * at the first problem, this names all it can find, each with its place: open and degenerate rings,
 * crossings, touches, duplicates, misplaced holes and parts.
 *
 * <p>Known limits: at most {@link #MOST} places are named; a disconnected interior is named only
 * when nothing else is wrong; rings of a label beyond the vertex budget are looked at one by one
 * only, so that the time for a check has a bound.
 */
final class ValidTopology implements GeometryRule {
  /** Beyond this many places a list helps nobody. */
  static final int MOST = 50;

  private final int budget;

  ValidTopology(RuleSettings settings) {
    this.budget = settings.mostVertices();
  }

  @Override
  public List<Violation> check(Candidate candidate) {
    Shape shape = candidate.shape();
    List<Violation> found = new ArrayList<>();
    List<TracedRing> sound = new ArrayList<>();
    if (shape.parts().isEmpty()) {
      found.add(
          Violation.error(
              "empty-geometry", "the label has no outline", null, "/geometry/coordinates"));
    }
    for (int part = 0; part < shape.parts().size(); part++) {
      if (shape.multi() && shape.parts().get(part).isEmpty()) {
        found.add(
            Violation.error(
                "empty-geometry",
                "part " + (part + 1) + " has no outline",
                null,
                "/geometry/coordinates/" + part));
      }
    }
    if (!shape.isArea()) {
      shape.rings().forEach(ring -> plain(ring, shape, found));
      return capped(found);
    }
    for (Ring ring : shape.rings()) {
      form(ring, shape.multi(), found);
      if (ring.isFinite() && ring.trace().isArea()) {
        sound.add(new TracedRing(ring, ring.trace()));
      }
    }
    if (shape.vertexCount() > budget) {
      return capped(found);
    }
    found.addAll(between(sound, shape.multi()));
    if (found.isEmpty()) {
      found.addAll(remaining(candidate));
    }
    return capped(found);
  }

  /** Lines may cross themselves, points have nothing to cross. */
  private static void plain(Ring line, Shape shape, List<Violation> found) {
    if (!line.isFinite()) {
      found.add(unreal(line, line.name(shape.multi())));
      return;
    }
    int distinct = (int) Arrays.stream(line.points()).distinct().count();
    int needed = shape.form() == Shape.Form.LINE ? 2 : 1;
    if (distinct < needed) {
      found.add(
          Violation.error(
              "too-few-points",
              "the label has %d distinct points; at least %d are needed"
                  .formatted(distinct, needed),
              line.points().length == 0 ? null : Place.of(line.points()[0]),
              line.pointer()));
    }
  }

  private static Violation unreal(Ring ring, String name) {
    return Violation.error(
        "bad-coordinate",
        "the " + name + " has a coordinate that is no finite number",
        null,
        ring.pointer());
  }

  private static void form(Ring ring, boolean multi, List<Violation> found) {
    String name = ring.name(multi);
    Place place = ring.points().length == 0 ? null : Place.of(ring.points()[0]);
    if (!ring.isFinite()) {
      found.add(unreal(ring, name));
      return;
    }
    if (ring.points().length > 0 && !ring.isClosed()) {
      found.add(
          Violation.error(
              "ring-not-closed",
              "the %s is not closed: its first and last points differ".formatted(name),
              Place.of(ring.points()[ring.points().length - 1]),
              ring.pointer()));
    }
    if (!ring.trace().isArea()) {
      int distinct = Math.max(ring.trace().points().length - 1, ring.points().length > 0 ? 1 : 0);
      found.add(
          Violation.error(
              "too-few-points",
              "the %s has %d distinct points; at least 3 are needed".formatted(name, distinct),
              place,
              ring.pointer()));
    }
  }

  private static List<Violation> between(List<TracedRing> rings, boolean multi) {
    Duplicates duplicates = Duplicates.among(rings, multi);
    CrossingFinder crossings = CrossingFinder.among(duplicates.distinct(), multi, MOST);
    List<Violation> found = new ArrayList<>(duplicates.violations());
    found.addAll(crossings.violations());
    Nesting nesting = new Nesting(duplicates.distinct(), multi, crossings.pairs());
    if (!crossings.gaveUp()) {
      found.addAll(nesting.violations());
    }
    if (crossings.gaveUp() || nesting.gaveUp()) {
      found.add(
          Violation.error(
              "too-complex",
              "the outlines come close to each other too often to be checked; draw fewer vertices",
              Place.of(rings.getFirst().points()[0]),
              "/geometry"));
    }
    return found;
  }

  /** What only the whole shows; also the safety net under the searches above. */
  private static List<Violation> remaining(Candidate candidate) {
    TopologyValidationError error = new IsValidOp(candidate.geometry()).getValidationError();
    if (error == null) {
      return List.of();
    }
    boolean parted = error.getErrorType() == TopologyValidationError.DISCONNECTED_INTERIOR;
    return List.of(
        Violation.error(
            parted ? "disconnected-interior" : "invalid-topology",
            parted
                ? "holes cut the inside of the label in two"
                : "the label is not a valid polygon: " + error.getMessage(),
            Place.of(error.getCoordinate()),
            "/geometry"));
  }

  private static List<Violation> capped(List<Violation> found) {
    if (found.size() <= MOST) {
      return found;
    }
    List<Violation> capped = new ArrayList<>(found.subList(0, MOST));
    capped.add(
        Violation.error(
            "more-problems",
            "there are more problems; the first %d are listed".formatted(MOST),
            null,
            "/geometry"));
    return capped;
  }
}
