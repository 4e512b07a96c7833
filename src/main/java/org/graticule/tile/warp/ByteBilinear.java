package org.graticule.tile.warp;

/** The commonest way to resample, in whole numbers: 8-bit samples that are the colours. */
final class ByteBilinear {
  private static final int BITS = 11;
  private static final int ONE = 1 << BITS;
  private static final int ROUND = 1 << 2 * BITS - 1;

  private ByteBilinear() {}

  static void row(Patch patch, Places places, int n, byte[] out, int at) {
    if (patch.bands == 3) {
      three(patch, places, n, out, at);
    } else {
      any(patch, places, n, out, at);
    }
  }

  private static void three(Patch patch, Places places, int n, byte[] out, int at) {
    byte[] s = patch.bytes;
    int right = 3 * places.right;
    int below = 3 * places.below;
    int o = at;
    for (int i = 0; i < n; i++, o += 3) {
      int a = 3 * places.at[i];
      if (a >= 0) {
        int u = (int) (places.u[i] * ONE);
        int v = (int) (places.v[i] * ONE);
        int b = a + right;
        int c = a + below;
        int d = c + right;
        out[o] = mix(s[a], s[b], s[c], s[d], u, v);
        out[o + 1] = mix(s[a + 1], s[b + 1], s[c + 1], s[d + 1], u, v);
        out[o + 2] = mix(s[a + 2], s[b + 2], s[c + 2], s[d + 2], u, v);
      }
    }
  }

  private static void any(Patch patch, Places places, int n, byte[] out, int at) {
    byte[] s = patch.bytes;
    int bands = patch.bands;
    int right = bands * places.right;
    int below = bands * places.below;
    for (int i = 0; i < n; i++) {
      int a = bands * places.at[i];
      if (a >= 0) {
        int u = (int) (places.u[i] * ONE);
        int v = (int) (places.v[i] * ONE);
        for (int k = 0; k < bands; k++, a++) {
          out[at + i * bands + k] =
              mix(s[a], s[a + right], s[a + below], s[a + below + right], u, v);
        }
      }
    }
  }

  private static byte mix(byte a, byte b, byte c, byte d, int u, int v) {
    int top = (a & 0xff) * (ONE - u) + (b & 0xff) * u;
    int bottom = (c & 0xff) * (ONE - u) + (d & 0xff) * u;
    return (byte) (top * (ONE - v) + bottom * v + ROUND >> 2 * BITS);
  }
}
