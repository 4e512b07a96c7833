package org.graticule.image.synthetic;

/**
 * Gives one covered pixel of an outline its colour and height. Stateless: called from many threads.
 */
@FunctionalInterface
interface Shader {
  /**
   * @param i index of the pixel in the canvas arrays
   * @param x column in the image
   * @param y row in the image
   * @param cover share of the pixel under the outline, 0..1
   * @param inside whether the centre of the pixel is under the outline
   */
  void shade(Canvas canvas, int i, int x, int y, float cover, boolean inside);

  /** A plain colour with speckle, at a height. */
  static Shader plain(Tone tone, double speckle, double height) {
    float s = (float) speckle;
    float h = (float) height;
    return (c, i, x, y, cover, inside) -> {
      c.blend(i, tone, 1 + s * (c.noise.white(x, y) - 0.5f), cover);
      if (inside) {
        c.height[i] = h;
      }
    };
  }

  /** A plain colour over whatever is there, leaving heights alone. */
  static Shader paint(Tone tone, double opacity) {
    float a = (float) opacity;
    return (c, i, x, y, cover, inside) -> c.blend(i, tone, 1, cover * a);
  }
}
