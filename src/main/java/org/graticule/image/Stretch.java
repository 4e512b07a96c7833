package org.graticule.image;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.graticule.image.ImageSource.Display;
import org.jspecify.annotations.Nullable;

/**
 * Samples to 8-bit picture values: as they are, through a palette, or linearly between two values
 * per channel. Immutable, thread-safe.
 */
final class Stretch {
  private final Display display;
  private final SampleType type;
  private final double[] low;
  private final double[] high;
  private final byte @Nullable [] @Nullable [] tables;
  private final boolean asStored;

  /**
   * @param low value shown as 0, per channel
   * @param high value shown as 255
   */
  Stretch(Display display, SampleType type, double[] low, double[] high) {
    this.display = display;
    this.type = type;
    this.low = low.clone();
    this.high = high.clone();
    this.tables = type.codes() > 0 ? tables() : null;
    this.asStored =
        type == SampleType.UINT8
            && display.palette() == null
            && display.levels() == 256
            && !display.inverted()
            && IntStream.range(0, display.bands().length).allMatch(i -> display.bands()[i] == i);
  }

  /** For 8 bits and less: values as they are. */
  static Stretch none(Display display) {
    double[] low = new double[display.bands().length];
    double[] high = new double[display.bands().length];
    Arrays.fill(high, display.levels() - 1);
    return new Stretch(display, SampleType.UINT8, low, high);
  }

  int channels() {
    return display.channels();
  }

  double low(int channel) {
    return low[channel];
  }

  double high(int channel) {
    return high[channel];
  }

  private byte[][] tables() {
    byte[][] palette = display.palette();
    if (palette != null) {
      return palette;
    }
    byte[][] made = new byte[display.bands().length][type.codes()];
    for (int channel = 0; channel < made.length; channel++) {
      for (int code = 0; code < type.codes(); code++) {
        made[channel][code] = shown(code - type.bias(), channel);
      }
    }
    return made;
  }

  private byte shown(double value, int channel) {
    double range = high[channel] - low[channel];
    double share = range > 0 ? (value - low[channel]) / range : value > low[channel] ? 1 : 0;
    int level = Double.isNaN(share) ? 0 : (int) Math.rint(255 * Math.clamp(share, 0, 1));
    return (byte) (display.inverted() ? 255 - level : level);
  }

  /**
   * A window of samples as a strip of its own: the samples themselves where they are shown as
   * stored.
   */
  Strip show(Samples samples, Strip room) {
    if (asStored && samples.bands() == channels()) {
      return new Strip(
          samples.width(), samples.height(), channels(), samples.bytes(), samples.valid());
    }
    room.clear();
    apply(samples, room, 0, 0);
    return room;
  }

  /** Writes a window of samples into a strip, with its validity. */
  void apply(Samples samples, Strip strip, int x, int row) {
    int channels = channels();
    int w = samples.width();
    byte[] valid = samples.valid();
    for (int y = 0; y < samples.height(); y++) {
      int to = (row + y) * strip.width() + x;
      if (valid != null) {
        System.arraycopy(valid, y * w, strip.makeValid(), to, w);
      }
      if (asStored && samples.bands() == channels) {
        System.arraycopy(
            samples.bytes(), y * w * channels, strip.pixels(), to * channels, w * channels);
        continue;
      }
      for (int channel = 0; channel < channels; channel++) {
        int band = display.bands()[display.palette() == null ? channel : 0];
        int from = y * w * samples.bands() + band;
        row(samples, from, w, channel, strip.pixels(), to * channels + channel);
      }
    }
  }

  private void row(Samples samples, int from, int width, int channel, byte[] to, int at) {
    int bands = samples.bands();
    int channels = channels();
    if (tables == null) {
      double[] values = samples.doubles();
      for (int i = 0; i < width; i++) {
        to[at + i * channels] = shown(values[from + i * bands], channel);
      }
      return;
    }
    byte[] table = tables[channel];
    if (type == SampleType.UINT8) {
      byte[] bytes = samples.bytes();
      for (int i = 0; i < width; i++) {
        to[at + i * channels] = table[bytes[from + i * bands] & 0xff];
      }
      return;
    }
    short[] shorts = samples.shorts();
    int bias = type.bias();
    for (int i = 0; i < width; i++) {
      to[at + i * channels] = table[(shorts[from + i * bands] + bias) & 0xffff];
    }
  }
}
