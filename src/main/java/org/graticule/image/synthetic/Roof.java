package org.graticule.image.synthetic;

import java.util.List;

/**
 * Shaders for roofs. A pitched roof is the upper envelope of its wings, each a gable or a hip; a
 * ridge roof rises evenly from every edge of any outline, around courtyards too.
 */
final class Roof {
  private Roof() {}

  /**
   * A rectangular part of a building.
   *
   * @param a half length along the ridge direction (ux, uy), pixels
   * @param b half width, pixels
   */
  record Wing(double cx, double cy, double ux, double uy, double a, double b, boolean hip) {

    double[] ring() {
      return Shapes.box(cx, cy, ux, uy, a, b);
    }

    double along(double x, double y) {
      return (x - cx) * ux + (y - cy) * uy;
    }

    double across(double x, double y) {
      return (y - cy) * ux - (x - cx) * uy;
    }
  }

  /** Tiles or slate on wings. */
  static Shader pitched(int id, List<Wing> wings, double eave, double pitch, Tone tone) {
    float wear = (float) (0.05 + 0.05 * ((id * 37L) % 11) / 11.0);
    return (c, i, x, y, cover, inside) -> {
      double best = -1;
      double u = 0;
      double v = 0;
      double b = 1;
      for (Wing w : wings) {
        double wu = w.along(x + 0.5, y + 0.5);
        double wv = w.across(x + 0.5, y + 0.5);
        double rise = w.b - Math.abs(wv);
        double end = w.a - Math.abs(wu);
        rise = w.hip ? Math.min(rise, end) : end < 0 ? -1 : rise;
        if (rise > best) {
          best = rise;
          u = wu;
          v = wv;
          b = w.b;
        }
      }
      best = Math.max(0, best);
      float streak = c.noise.at(u / 2.3, v / 14) * wear + c.noise.at(u / 19, v / 19) * wear;
      float light = 1 + streak + 0.1f * (c.noise.white(x, y) - 0.5f);
      light *= b - Math.abs(v) > b - 0.9 ? 1.13f : 1;
      light *= best < 0.8 ? 0.8f : 1;
      c.blend(i, tone, light, cover);
      if (inside) {
        c.height[i] = (float) (eave + pitch * best * Shapes.GSD);
        c.object[i] = id;
      }
    };
  }

  /** Even slopes from all edges up to a cap, as over a perimeter block. */
  static Shader ridge(
      int id, Outline outline, double eave, double pitch, double cap, Tone tone, Tone top) {
    return (c, i, x, y, cover, inside) -> {
      double in = outline.distance(x + 0.5, y + 0.5);
      boolean flat = in >= cap;
      int house = outline.stretch(x + 0.5, y + 0.5, 44);
      float own = 0.32f * (c.noise.white(house, id) - 0.5f);
      float light =
          1
              + own
              + 0.08f * c.grain.fine(x, y)
              + 0.07f * c.grain.mottle(x, y)
              + 0.1f * (c.noise.white(x, y) - 0.5f);
      light *= in < 0.9 ? 0.8f : 1;
      c.blend(i, flat ? top : tone, light, cover);
      if (inside) {
        c.height[i] = (float) (eave + pitch * Math.min(in, cap) * Shapes.GSD);
        c.object[i] = id;
      }
    };
  }

  /** Membrane or gravel behind a parapet. */
  static Shader flat(int id, Outline outline, double top, Tone tone, Tone rim) {
    return (c, i, x, y, cover, inside) -> {
      double in = outline.distance(x + 0.5, y + 0.5);
      boolean parapet = in < 1.6;
      float stain = c.grain.mottle(x + id * 37, y + id * 61);
      float light = 1 + 0.13f * stain + 0.07f * (c.noise.white(x, y) - 0.5f);
      light *= in < 3.2 && !parapet ? 0.74f : 1;
      c.blend(i, parapet ? rim : tone, parapet ? 1 : light, cover);
      if (inside) {
        c.height[i] = (float) top;
        c.object[i] = id;
      }
    };
  }

  /** Ribbed sheet metal with a low ridge and rows of skylights. */
  static Shader sheet(int id, Wing w, double eave, Tone tone, double bay) {
    return (c, i, x, y, cover, inside) -> {
      double u = w.along(x + 0.5, y + 0.5);
      double v = w.across(x + 0.5, y + 0.5);
      double rise = Math.max(0, w.b - Math.abs(v));
      float rib = c.noise.at(u / 1.7, v / 90);
      float rust = Math.max(0, c.noise.octaves(u / 55, v / 55 + id, 3) - 0.2f);
      float light = 1 + 0.07f * rib - 0.28f * rust + 0.05f * (c.noise.white(x, y) - 0.5f);
      double k = (u + 1e5) % bay;
      boolean window = bay > 0 && k < 4 && Math.abs(v) > w.b * 0.25 && Math.abs(v) < w.b * 0.75;
      light *= window ? 1.5f : Math.abs(v) < 1 ? 1.12f : 1;
      c.blend(i, tone, Math.min(light, 0.75f / tone.g()), cover);
      if (inside) {
        c.height[i] = (float) (eave + 0.09 * rise * Shapes.GSD);
        c.object[i] = id;
      }
    };
  }

  /** A thing standing on a roof; the roof's object stays on top in the object buffer. */
  static Shader raise(Tone tone, double speckle, double top) {
    return Shader.plain(tone, speckle, top);
  }
}
