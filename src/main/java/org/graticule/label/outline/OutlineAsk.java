package org.graticule.label.outline;

import java.util.ArrayList;
import java.util.List;
import org.graticule.fault.Fault;
import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Envelope;

/**
 * What shall be outlined, as a request says it; checked once the scene is known.
 *
 * @param view what the model looks at
 * @param points clicks, in pixels of the scene
 * @param box left, top, right, bottom around the object, in pixels of the scene
 */
record OutlineAsk(@Nullable View view, @Nullable List<Click> points, @Nullable List<Double> box) {
  private static final int MOST_POINTS = 100;

  /**
   * @param inside whether the object is there; where not, it is taken away there
   */
  record Click(double x, double y, boolean inside) {}

  /**
   * The clicks and the box as the model takes them, in pixels of the view.
   *
   * @param scale pixels of the scene that one of the view covers
   * @throws Fault unacceptable where they make no question
   */
  List<Prompt> prompts(View view, double scale) {
    List<Click> clicks = points == null ? List.of() : points;
    boolean boxed = box != null;
    if (clicks.size() > MOST_POINTS || (!boxed && clicks.stream().noneMatch(Click::inside))) {
      throw Fault.unacceptable(
          "bad-clicks",
          "A box is needed, or 1 to %d points with at least one inside.".formatted(MOST_POINTS));
    }
    Envelope bounds = view.bounds(scale);
    List<Prompt> prompts = new ArrayList<>();
    for (Click click : clicks) {
      prompts.add(
          new Prompt(
              within(bounds, scale, click.x(), click.y()),
              click.inside() ? Prompt.Meaning.INSIDE : Prompt.Meaning.OUTSIDE));
    }
    if (box != null) {
      if (box.size() != 4 || box.get(0) >= box.get(2) || box.get(1) >= box.get(3)) {
        throw Fault.unacceptable(
            "bad-box", "box is left, top, right and bottom, the first two below the others");
      }
      prompts.add(
          new Prompt(within(bounds, scale, box.get(0), box.get(1)), Prompt.Meaning.UPPER_LEFT));
      prompts.add(
          new Prompt(within(bounds, scale, box.get(2), box.get(3)), Prompt.Meaning.LOWER_RIGHT));
    }
    return prompts;
  }

  private static Coordinate within(Envelope bounds, double scale, double x, double y) {
    if (!bounds.contains(x, y)) {
      throw Fault.unacceptable(
          "outside-view",
          "%s, %s is not in the view, which reaches from %s, %s to %s, %s"
              .formatted(
                  x, y, bounds.getMinX(), bounds.getMinY(), bounds.getMaxX(), bounds.getMaxY()));
    }
    return new Coordinate((x - bounds.getMinX()) / scale, (y - bounds.getMinY()) / scale);
  }
}
