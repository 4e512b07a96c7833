package org.graticule.image;

import java.util.Arrays;
import org.graticule.geo.TilePyramid.Window;
import org.graticule.image.cog.MaskTile;
import org.jspecify.annotations.Nullable;

/**
 * One tile cut out of rows of a level: padded to full size by repeating its edge, and filled under
 * the mask so that a lossy codec draws no dark fringe along valid pixels. Reused by one thread.
 */
final class TileCut {
  /** Pixels along the side of what JPEG codes together with 4:2:0 colour. */
  private static final int UNIT = 16;

  private final int size;
  private final int channels;
  private final byte[] pixels;
  private final byte[] valid;
  private int validPixels;
  private int area;

  TileCut(int size, int channels) {
    this.size = size;
    this.channels = channels;
    this.pixels = new byte[size * size * channels];
    this.valid = new byte[size * size];
  }

  /** Takes a part of a strip, as large as a tile or less. */
  void take(Strip strip, Window part) {
    int w = part.width();
    int h = part.height();
    byte[] known = strip.valid();
    area = w * h;
    validPixels = known == null ? area : 0;
    for (int y = 0; y < size; y++) {
      int from = (part.y() + Math.min(y, h - 1)) * strip.width() + part.x();
      System.arraycopy(strip.pixels(), from * channels, pixels, y * size * channels, w * channels);
      for (int i = w * channels; i < size * channels; i++) {
        pixels[y * size * channels + i] = pixels[y * size * channels + i - channels];
      }
      if (known != null) {
        System.arraycopy(known, from, valid, y * size, w);
        Arrays.fill(valid, y * size + w, (y + 1) * size, valid[y * size + w - 1]);
        for (int x = 0; x < w && y < h; x++) {
          validPixels += valid[y * size + x];
        }
      }
    }
  }

  /** Takes validity alone; null where every pixel is valid. */
  void takeValid(byte @Nullable [] from, Window window) {
    area = window.width() * window.height();
    validPixels = from == null ? area : 0;
    for (int y = 0; y < size && from != null; y++) {
      int row = Math.min(y, window.height() - 1) * size;
      for (int x = 0; x < size; x++) {
        byte one = from[row + Math.min(x, window.width() - 1)];
        valid[y * size + x] = one;
        validPixels += y < window.height() && x < window.width() ? one : 0;
      }
    }
  }

  boolean empty() {
    return validPixels == 0;
  }

  boolean full() {
    return validPixels == area;
  }

  /** Pixels ready for the codec. */
  byte[] filled() {
    if (!full()) {
      fill();
    }
    return pixels;
  }

  /** One bit a pixel, deflated; null where all are valid. */
  byte @Nullable [] mask() {
    return full() ? null : MaskTile.pack(valid);
  }

  /**
   * Each coding unit that is partly valid is filled with the mean of its valid pixels; a unit
   * without any takes the colour of its neighbour, so that no unit has an edge the image does not
   * have.
   */
  private void fill() {
    int units = size / UNIT;
    byte[] means = new byte[units * units * channels];
    boolean[] known = new boolean[units * units];
    for (int u = 0; u < known.length; u++) {
      known[u] = mean(u % units * UNIT, u / units * UNIT, means, u);
    }
    spread(means, known, units);
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        if (valid[y * size + x] == 0) {
          int unit = (y / UNIT * units + x / UNIT) * channels;
          for (int k = 0; k < channels; k++) {
            pixels[(y * size + x) * channels + k] = means[unit + k];
          }
        }
      }
    }
  }

  private boolean mean(int x0, int y0, byte[] means, int unit) {
    int n = 0;
    int[] sums = new int[3];
    for (int y = y0; y < y0 + UNIT; y++) {
      for (int x = x0; x < x0 + UNIT; x++) {
        int i = y * size + x;
        if (valid[i] != 0) {
          n++;
          for (int k = 0; k < channels; k++) {
            sums[k] += pixels[i * channels + k] & 0xff;
          }
        }
      }
    }
    for (int k = 0; k < channels && n > 0; k++) {
      means[unit * channels + k] = (byte) ((sums[k] + n / 2) / n);
    }
    return n > 0;
  }

  /** Two sweeps, from the upper left and back, carry known colours into unknown units. */
  private void spread(byte[] means, boolean[] known, int units) {
    for (int sweep = 0; sweep < 2; sweep++) {
      int step = sweep == 0 ? 1 : -1;
      for (int i = 0; i < known.length; i++) {
        int u = sweep == 0 ? i : known.length - 1 - i;
        int before = sweep == 0 ? u % units : units - 1 - u % units;
        int left = u - step;
        int up = u - step * units;
        int from = before > 0 && known[left] ? left : up;
        if (!known[u] && from >= 0 && from < known.length && known[from]) {
          System.arraycopy(means, from * channels, means, u * channels, channels);
          known[u] = true;
        }
      }
    }
  }
}
