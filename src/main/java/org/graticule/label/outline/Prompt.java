package org.graticule.label.outline;

import org.locationtech.jts.geom.Coordinate;

/**
 * What a person says of a place. Immutable.
 *
 * @param at in pixels, from the upper left corner
 */
record Prompt(Coordinate at, Meaning meaning) {

  /** As models number them. */
  enum Meaning {
    OUTSIDE(0),
    INSIDE(1),
    UPPER_LEFT(2),
    LOWER_RIGHT(3),
    /** Stands where a model expects a box and there is none. */
    NOTHING(-1);

    private final int label;

    Meaning(int label) {
      this.label = label;
    }

    int label() {
      return label;
    }
  }
}
