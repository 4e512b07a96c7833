package org.graticule.label.outline;

import org.locationtech.jts.geom.Envelope;

/**
 * What the model looks at: a rectangle of a level of a scene's own pyramid. Immutable.
 *
 * @param z level, 0 the coarsest
 * @param x column of its upper left pixel, in pixels of the level, &gt;= 0
 * @param y row of its upper left pixel
 * @param width columns, &gt; 0
 * @param height rows, &gt; 0
 */
public record View(int z, int x, int y, int width, int height) {

  /**
   * Where it lies in the scene, in the scene's pixels.
   *
   * @param scale pixels of the scene that one of the level covers
   */
  Envelope bounds(double scale) {
    return new Envelope(x * scale, (x + width) * scale, y * scale, (y + height) * scale);
  }
}
