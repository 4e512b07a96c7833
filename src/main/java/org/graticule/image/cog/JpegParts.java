package org.graticule.image.cog;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;

/**
 * A JPEG stream with restart markers, behind each of which decoding can begin anew: squares of it
 * can be had as streams of their own, so that the rest need not be decoded. Immutable.
 */
final class JpegParts {
  private static final int START_OF_FRAME = 0xc0;
  private static final int START_OF_SCAN = 0xda;
  private static final int RESTART_INTERVAL = 0xdd;
  private static final int RESTART = 0xd0;
  private static final int END = 0xd9;

  private final byte[] jpeg;

  /** Where in the frame's segment its height is. */
  private final int frame;

  private final int scan;

  /** Pixels that one interval is wide and high. */
  private final int width;

  private final int height;

  private final int across;

  /** Where each interval begins, and where the one behind the last would. */
  private final int[] starts;

  private JpegParts(
      byte[] jpeg, int frame, int scan, int width, int height, int across, int[] starts) {
    this.jpeg = jpeg;
    this.frame = frame;
    this.scan = scan;
    this.width = width;
    this.height = height;
    this.across = across;
    this.starts = starts;
  }

  /**
   * Empty where the stream cannot be cut: a baseline one whose rows are whole intervals can.
   *
   * @param size pixels along the sides of the stream's picture
   */
  static Optional<JpegParts> of(byte[] jpeg, int size) {
    int frame = 0;
    int interval = 0;
    int at = 2;
    while (at + 4 < jpeg.length && (jpeg[at] & 0xff) == 0xff) {
      int marker = jpeg[at + 1] & 0xff;
      int next = at + 2 + two(jpeg, at + 2);
      if (next > jpeg.length) {
        return Optional.empty();
      }
      if (marker == START_OF_FRAME && next - at > 12) {
        frame = at + 5;
      } else if (marker == RESTART_INTERVAL && next - at > 5) {
        interval = two(jpeg, at + 4);
      } else if (marker == START_OF_SCAN) {
        boolean fits = frame > 0 && two(jpeg, frame) == size && two(jpeg, frame + 2) == size;
        return fits && interval > 0 ? of(jpeg, size, frame, next, interval) : Optional.empty();
      }
      at = next;
    }
    return Optional.empty();
  }

  private static Optional<JpegParts> of(byte[] jpeg, int size, int frame, int scan, int interval) {
    boolean colour = jpeg[frame + 4] == 3;
    int height = colour ? 8 * (jpeg[frame + 6] & 0xf) : 8;
    int width = interval * (colour ? 8 * (jpeg[frame + 6] >> 4 & 0xf) : 8);
    if (width == 0 || height == 0 || size % width != 0 || size % height != 0) {
      return Optional.empty();
    }
    int across = size / width;
    int[] starts = starts(jpeg, scan, across * (size / height));
    return starts.length > 1
        ? Optional.of(new JpegParts(jpeg, frame, scan, width, height, across, starts))
        : Optional.empty();
  }

  /** Empty where there are more or fewer intervals than there should be. */
  private static int[] starts(byte[] jpeg, int scan, int count) {
    int[] starts = new int[count + 1];
    starts[0] = scan;
    int found = 1;
    for (int i = scan; i < jpeg.length - 1; i++) {
      if (jpeg[i] != -1) {
        continue;
      }
      int marker = jpeg[i + 1] & 0xff;
      if (marker == END && found == count) {
        starts[count] = i + 2;
        return starts;
      }
      if (marker >= RESTART && marker < RESTART + 8 && found < count) {
        starts[found++] = i + 2;
      }
    }
    return new int[0];
  }

  private static int two(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
  }

  /** Whether squares of this side are made of whole intervals. */
  boolean fit(int side) {
    return side % width == 0 && side % height == 0;
  }

  /**
   * A square as a stream.
   *
   * @param x of the square in squares of this side
   * @param side one that {@link #fit}s
   */
  byte[] part(int x, int y, int side) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(jpeg.length / 2);
    byte[] head = Arrays.copyOf(jpeg, scan);
    for (int i = 0; i < 4; i += 2) {
      head[frame + i] = (byte) (side >> 8);
      head[frame + i + 1] = (byte) side;
    }
    out.writeBytes(head);
    int columns = side / width;
    int count = columns * (side / height);
    for (int i = 0; i < count; i++) {
      int from = (y * side / height + i / columns) * across + x * columns + i % columns;
      out.write(jpeg, starts[from], starts[from + 1] - 2 - starts[from]);
      out.write(0xff);
      out.write(i == count - 1 ? END : RESTART + i % 8);
    }
    return out.toByteArray();
  }
}
