package org.graticule.label.rule;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A label somebody would like to save, as the rules see it. Immutable.
 *
 * @param shape exactly what was submitted, in pixels
 * @param geometry {@link Shape#geometry()}, built once
 * @param classId number of the class chosen; null where none was
 * @param attributes values are String, Long, Double or Boolean
 * @param frame the image underneath
 * @param neighbours what else is drawn around it
 * @param measures its size on the ground
 * @param work how the scene is divided among people
 */
public record Candidate(
    Shape shape,
    Geometry geometry,
    @Nullable Integer classId,
    Map<String, Object> attributes,
    SceneFrame frame,
    Neighbours neighbours,
    Measures measures,
    Work work) {

  public Candidate {
    attributes = Map.copyOf(attributes);
  }

  public static Candidate of(
      Shape shape, @Nullable Integer classId, Map<String, Object> attributes, SceneFrame frame) {
    Geometry geometry = shape.geometry();
    return new Candidate(
        shape,
        geometry,
        classId,
        attributes,
        frame,
        Neighbours.NONE,
        new Measures(geometry, frame),
        Work.ANYWHERE);
  }

  /** The same with others around it. */
  public Candidate among(Neighbours others) {
    return new Candidate(shape, geometry, classId, attributes, frame, others, measures, work);
  }

  /** The same on a scene that is divided so. */
  public Candidate under(Work division) {
    return new Candidate(
        shape, geometry, classId, attributes, frame, neighbours, measures, division);
  }

  /** Some point of the shape, to lead a person there; null for a shape without points. */
  @Nullable Place somewhere() {
    return geometry.isEmpty() ? null : Place.of(geometry.getInteriorPoint().getCoordinate());
  }
}
