package org.graticule.image.synthetic;

import org.locationtech.jts.geom.Envelope;

/**
 * Something that paints itself on any canvas its bounds touch, the same way each time. Immutable.
 */
interface Feature {
  Layer layer();

  /** Every pixel painted lies within, shadows not counted. */
  Envelope bounds();

  void paint(Canvas canvas);

  /** An outline filled by a shader. */
  record Patch(Layer layer, Outline outline, Shader shader) implements Feature {
    @Override
    public Envelope bounds() {
      return outline.bounds;
    }

    @Override
    public void paint(Canvas canvas) {
      canvas.fill(outline, shader);
    }
  }
}
