package org.graticule.image.synthetic;

/**
 * Reflectance of a surface.
 *
 * @param r red, 0..1, linear
 * @param g green
 * @param b blue
 * @param n near infrared
 */
record Tone(float r, float g, float b, float n) {

  static Tone of(double r, double g, double b) {
    return new Tone((float) r, (float) g, (float) b, (float) ((r + g + b) / 3 * 1.1));
  }

  /** A leafy surface: near infrared far above red. */
  static Tone leaf(double r, double g, double b, double n) {
    return new Tone((float) r, (float) g, (float) b, (float) n);
  }

  Tone times(double factor) {
    float f = (float) factor;
    return new Tone(r * f, g * f, b * f, n * f);
  }

  Tone mix(Tone other, double share) {
    float t = (float) share;
    return new Tone(
        r + (other.r - r) * t, g + (other.g - g) * t, b + (other.b - b) * t, n + (other.n - n) * t);
  }
}
