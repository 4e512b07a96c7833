package org.graticule.tile;

import java.util.stream.IntStream;
import org.graticule.tile.warp.Painter;
import org.jspecify.annotations.Nullable;

/** Shows the display pyramid's pixels as they are. Immutable. */
record DisplayPainter(int channels) implements Painter {
  @Override
  public int[] bands() {
    return IntStream.range(0, channels).toArray();
  }

  @Override
  public boolean asStored() {
    return true;
  }

  @Override
  public byte @Nullable [] @Nullable [] tables16() {
    return null;
  }

  @Override
  public void row(float[][] values, byte[] valid, int n, byte[] out, int at) {
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < n; i++) {
        if (valid[i] != 0) {
          out[at + i * channels + c] = (byte) (Math.clamp(values[c][i], 0, 255) + 0.5f);
        }
      }
    }
  }
}
