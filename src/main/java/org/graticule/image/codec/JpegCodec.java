package org.graticule.image.codec;

import java.io.Closeable;
import java.util.Map;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;

/**
 * JPEG to and from interleaved bytes, gray or RGB: libjpeg-turbo where it is installed, {@code
 * javax.imageio} otherwise, which is about nine times slower. Owns coders, cheap to keep: one
 * thread at a time.
 */
public sealed interface JpegCodec extends Closeable permits TurboCodec, ImageIoCodec {
  /** A codec of the best library there is. */
  static JpegCodec open() {
    return TurboLibrary.codec(TurboLibrary.INSTALLED);
  }

  /** What {@link #open} uses, for people. */
  static String library() {
    return TurboLibrary.INSTALLED == null
        ? "javax.imageio (install libturbojpeg0 for tiles about nine times faster)"
        : "libjpeg-turbo";
  }

  /**
   * What a process that makes tiles is told by its environment, there being no other way:
   * libjpeg-turbo puts a restart marker after every 16 coding units, half a row of a tile of 512
   * pixels, so that parts of a tile can be decoded alone. Makes tiles longer by less than 1 %.
   */
  static Map<String, String> environment() {
    return Map.of("TJ_RESTART", "16B");
  }

  /**
   * A whole JFIF stream.
   *
   * @param pixels interleaved, rows without gaps; may be longer than the image
   * @param channels 1 for gray, 3 for red, green, blue
   */
  default byte[] encode(byte[] pixels, int width, int height, int channels, TileProfile profile) {
    return encode(pixels, 0, width * channels, width, height, channels, profile);
  }

  /**
   * A whole JFIF stream of a part of a larger picture.
   *
   * @param offset of the first pixel in the array
   * @param pitch bytes from a row to the next
   */
  byte[] encode(
      byte[] pixels,
      int offset,
      int pitch,
      int width,
      int height,
      int channels,
      TileProfile profile);

  /**
   * Decodes to interleaved gray or RGB bytes.
   *
   * @throws Fault with code {@code bad-block} where the stream is damaged or of another size
   */
  default byte[] decode(byte[] jpeg, int width, int height, int channels) {
    byte[] pixels = new byte[Math.multiplyExact(Math.multiplyExact(width, height), channels)];
    decode(jpeg, width, height, channels, 1, pixels);
    return pixels;
  }

  /**
   * Decodes into an array of the caller's, smaller where that is enough: half the size costs about
   * a third less, a quarter less than half.
   *
   * @param width of the stream
   * @param height of the stream
   * @param shrink 1, 2, 4 or 8: the result has {@code ceil(width / shrink)} columns, and rows alike
   * @param into at least as long as the result
   * @throws Fault with code {@code bad-block} where the stream is damaged or of another size
   */
  void decode(byte[] jpeg, int width, int height, int channels, int shrink, byte[] into);

  @Override
  void close();

  /** Side of a decoded image. */
  static int shrunk(int side, int shrink) {
    return (side + shrink - 1) / shrink;
  }

  /** Refuses a stream that is not what the tile should be. */
  static void require(boolean fits, String found, int width, int height, int channels) {
    if (!fits) {
      throw Fault.unacceptable(
          "bad-block",
          "a JPEG tile of %s; allowed: %d x %d with %d channels"
              .formatted(found, width, height, channels));
    }
  }

  /** For streams that cannot be decoded to their end. */
  static Fault damaged(String reason) {
    return Fault.unacceptable("bad-block", "a JPEG tile cannot be decoded: " + reason);
  }
}
