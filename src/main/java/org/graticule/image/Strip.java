package org.graticule.image;

/**
 * Full rows of a level as they will be seen: interleaved 8-bit pixels and one validity byte each (0
 * or 1). Parallel tasks write disjoint parts; otherwise not thread-safe.
 *
 * @param width pixels in a row
 * @param channels 1 or 3
 * @param pixels interleaved
 * @param valid one byte a pixel
 */
record Strip(int width, int channels, byte[] pixels, byte[] valid) {
  static Strip of(int width, int rows, int channels) {
    int area = Math.multiplyExact(width, rows);
    return new Strip(width, channels, new byte[Math.multiplyExact(area, channels)], new byte[area]);
  }

  /**
   * Halves two rows into one of a coarser level: the mean of the valid pixels of each two by two,
   * valid where any of them is. The last column and row stand alone where the size is odd.
   *
   * @param row first of the two rows here
   * @param pair whether the second row exists
   */
  void halve(int row, boolean pair, Strip coarser, int coarserRow) {
    int half = coarser.width;
    int top = row * width;
    int bottom = pair ? top + width : top;
    int to = coarserRow * half;
    for (int x = 0; x < half; x++, to++) {
      int left = 2 * x;
      int right = Math.min(left + 1, width - 1);
      int a = valid[top + left];
      int b = right == left ? 0 : valid[top + right];
      int c = pair ? valid[bottom + left] : 0;
      int d = pair && right != left ? valid[bottom + right] : 0;
      int n = a + b + c + d;
      coarser.valid[to] = (byte) (n == 0 ? 0 : 1);
      int i = (top + left) * channels;
      int j = (bottom + left) * channels;
      int o = to * channels;
      for (int k = 0; k < channels && n == 4; k++, i++, j++) {
        int sum =
            (pixels[i] & 0xff)
                + (pixels[i + channels] & 0xff)
                + (pixels[j] & 0xff)
                + (pixels[j + channels] & 0xff);
        coarser.pixels[o + k] = (byte) ((sum + 2) >> 2);
      }
      if (n < 4) {
        int step = (right - left) * channels;
        for (int k = 0; k < channels; k++, i++, j++) {
          int sum =
              a * (pixels[i] & 0xff)
                  + b * (pixels[i + step] & 0xff)
                  + c * (pixels[j] & 0xff)
                  + d * (pixels[j + step] & 0xff);
          coarser.pixels[o + k] = (byte) (n == 0 ? 0 : (sum + n / 2) / n);
        }
      }
    }
  }
}
