package org.graticule.tile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import org.graticule.fault.Fault;
import org.graticule.geo.TileProfile;
import org.graticule.tile.render.PictureFormat;
import org.graticule.tile.warp.Pixels;
import org.jspecify.annotations.Nullable;

/**
 * An encoded picture.
 *
 * @param type media type; empty together with the bytes where no pixel has data
 */
record Picture(String type, byte[] bytes) {
  static final Picture NOTHING = new Picture("", new byte[0]);
  private static final TileProfile PROFILE = TileProfile.named("default");

  boolean isNothing() {
    return bytes.length == 0;
  }

  /** JPEG where every pixel has data, PNG with transparency otherwise. */
  static Picture of(Pixels pixels) {
    return of(pixels, PictureFormat.AUTO, 0);
  }

  /**
   * @param background red, green, blue where there is no data and no transparency
   */
  static Picture of(Pixels pixels, PictureFormat format, int background) {
    return switch (format) {
      case AUTO -> pixels.valid() == null ? jpeg(pixels) : png(pixels);
      case JPEG -> jpeg(filled(pixels, background));
      case PNG -> png(pixels);
      case WEBP -> new Picture("image/webp", Webp.encode(pixels, PROFILE.quality()));
    };
  }

  /**
   * @throws Fault unacceptable where this machine cannot encode it
   */
  static void require(PictureFormat format) {
    if (format == PictureFormat.WEBP && !Webp.available()) {
      throw Fault.unacceptable(
          "bad-format",
          "format 'webp' needs the library libwebp on the server; allowed: jpeg, png");
    }
  }

  private static Picture jpeg(Pixels p) {
    try {
      return new Picture(
          "image/jpeg",
          Codecs.borrow(
              codec -> codec.encode(p.rgb(), p.width(), p.height(), p.channels(), PROFILE)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Picture png(Pixels pixels) {
    return new Picture("image/png", Png.encode(pixels));
  }

  private static Pixels filled(Pixels pixels, int background) {
    byte @Nullable [] valid = pixels.valid();
    if (valid == null) {
      return pixels;
    }
    int red = background >> 16 & 0xff;
    int green = background >> 8 & 0xff;
    int blue = background & 0xff;
    boolean gray = pixels.channels() == 1 && red == green && green == blue;
    byte[] out = pixels.channels() == 3 || gray ? pixels.rgb().clone() : tripled(pixels.rgb());
    for (int i = 0; i < valid.length; i++) {
      if (valid[i] == 0) {
        if (gray) {
          out[i] = (byte) red;
        } else {
          out[3 * i] = (byte) red;
          out[3 * i + 1] = (byte) green;
          out[3 * i + 2] = (byte) blue;
        }
      }
    }
    return new Pixels(pixels.width(), pixels.height(), gray ? 1 : 3, out, null);
  }

  private static byte[] tripled(byte[] gray) {
    byte[] out = new byte[3 * gray.length];
    for (int i = 0; i < gray.length; i++) {
      Arrays.fill(out, 3 * i, 3 * i + 3, gray[i]);
    }
    return out;
  }
}
