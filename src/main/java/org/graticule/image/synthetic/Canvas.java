package org.graticule.image.synthetic;

import java.util.Arrays;

/**
 * The surfaces seen in one window of the image: reflectance, height above ground in metres, and the
 * object on top. Light comes later, in {@link Light}. Owned by one thread at a time.
 */
final class Canvas {
  /** In the object buffer while painting starts: hidden under an opaque patch. */
  static final int COVERED = -1;

  private static final int SUBROWS = 4;

  final int x0;
  final int y0;
  final int width;
  final int rows;
  final Noise noise;
  final Grain grain;
  final float[] red;
  final float[] green;
  final float[] blue;
  final float[] infrared;
  final float[] height;
  final int[] object;

  private final float[] cover;
  private final int[] inside;
  private double[] crossings = new double[64];
  private int[] active = new int[64];

  Canvas(int x0, int y0, int width, int rows, Noise noise, Grain grain) {
    this.x0 = x0;
    this.y0 = y0;
    this.width = width;
    this.rows = rows;
    this.noise = noise;
    this.grain = grain;
    int size = width * rows;
    red = new float[size];
    green = new float[size];
    blue = new float[size];
    infrared = new float[size];
    height = new float[size];
    object = new int[size];
    cover = new float[width + 2];
    inside = new int[width + 2];
  }

  void set(int i, float r, float g, float b, float n) {
    red[i] = r;
    green[i] = g;
    blue[i] = b;
    infrared[i] = n;
  }

  /** Lays a tone of the given brightness over the pixel. */
  void blend(int i, Tone tone, float brightness, float opacity) {
    red[i] += (tone.r() * brightness - red[i]) * opacity;
    green[i] += (tone.g() * brightness - green[i]) * opacity;
    blue[i] += (tone.b() * brightness - blue[i]) * opacity;
    infrared[i] += (tone.n() * brightness - infrared[i]) * opacity;
  }

  /** Darkens or brightens what is there. */
  void scale(int i, float factor, float opacity) {
    float f = 1 + (factor - 1) * opacity;
    red[i] *= f;
    green[i] *= f;
    blue[i] *= f;
    infrared[i] *= f;
  }

  /** Marks what an opaque patch will hide, so that nothing need be painted under it. */
  void cover(Outline outline) {
    fill(
        outline,
        (c, i, x, y, share, in) -> {
          if (share >= 0.999f) {
            c.object[i] = COVERED;
          }
        });
  }

  /** Runs the shader over every pixel the outline touches in this window. */
  void fill(Outline outline, Shader shader) {
    int top = Math.max(y0, (int) Math.floor(outline.bounds.getMinY()));
    int bottom = Math.min(y0 + rows, (int) Math.ceil(outline.bounds.getMaxY()));
    int left = Math.max(x0, (int) Math.floor(outline.bounds.getMinX()));
    int right = Math.min(x0 + width, (int) Math.ceil(outline.bounds.getMaxX()));
    if (left >= right) {
      return;
    }
    for (int y = top; y < bottom; y++) {
      int live = activate(outline, y);
      if (live == 0) {
        continue;
      }
      Arrays.fill(cover, left - x0, right - x0 + 2, 0);
      Arrays.fill(inside, left - x0, right - x0 + 2, 0);
      for (int s = 0; s < SUBROWS; s++) {
        coverRow(cross(outline, live, y + (s + 0.5) / SUBROWS), left, right);
      }
      centreRow(cross(outline, live, y + 0.5), left, right);
      emit(shader, y, left, right);
    }
  }

  private void emit(Shader shader, int y, int left, int right) {
    float share = 0;
    int depth = 0;
    int row = (y - y0) * width - x0;
    for (int x = left; x < right; x++) {
      share += cover[x - x0];
      depth += inside[x - x0];
      if (share > 0.002f || depth > 0) {
        shader.shade(this, row + x, x, y, share > 1 ? 1 : share, depth > 0);
      }
    }
  }

  private int activate(Outline o, int y) {
    if (active.length < o.edges()) {
      active = new int[o.edges()];
      crossings = new double[o.edges()];
    }
    int live = 0;
    for (int e = 0; e < o.edges(); e++) {
      double a = o.y0[e];
      double b = o.y1[e];
      if (a < y + 1 && b > y || b < y + 1 && a > y) {
        active[live++] = e;
      }
    }
    return live;
  }

  private int cross(Outline o, int live, double y) {
    int n = 0;
    for (int k = 0; k < live; k++) {
      int e = active[k];
      double a = o.y0[e];
      double b = o.y1[e];
      if (a <= y != b <= y) {
        double x = o.x0[e] + (y - a) / (b - a) * (o.x1[e] - o.x0[e]);
        int at = n++;
        while (at > 0 && crossings[at - 1] > x) {
          crossings[at] = crossings[at - 1];
          at--;
        }
        crossings[at] = x;
      }
    }
    return n;
  }

  private void coverRow(int n, int left, int right) {
    for (int k = 0; k + 1 < n; k += 2) {
      edge(Math.min(Math.max(crossings[k], left), right), 1f / SUBROWS);
      edge(Math.min(Math.max(crossings[k + 1], left), right), -1f / SUBROWS);
    }
  }

  private void edge(double x, float weight) {
    int column = (int) Math.floor(x);
    float part = (float) (x - column);
    cover[column - x0] += (1 - part) * weight;
    cover[column - x0 + 1] += part * weight;
  }

  private void centreRow(int n, int left, int right) {
    for (int k = 0; k + 1 < n; k += 2) {
      inside[clamp((int) Math.ceil(crossings[k] - 0.5), left, right) - x0]++;
      inside[clamp((int) Math.ceil(crossings[k + 1] - 0.5), left, right) - x0]--;
    }
  }

  private static int clamp(int v, int low, int high) {
    return v < low ? low : v > high ? high : v;
  }
}
