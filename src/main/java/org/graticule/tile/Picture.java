package org.graticule.tile;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.graticule.geo.TileProfile;
import org.graticule.image.codec.JpegCodec;

/**
 * An encoded picture: JPEG where every pixel has data, PNG with transparency otherwise.
 *
 * @param type media type; empty together with the bytes where no pixel has data
 */
record Picture(String type, byte[] bytes) {
  static final Picture NOTHING = new Picture("", new byte[0]);
  private static final TileProfile PROFILE = TileProfile.named("default");

  boolean isNothing() {
    return bytes.length == 0;
  }

  static Picture of(Pixels pixels) {
    if (pixels.valid() == null) {
      try (JpegCodec codec = JpegCodec.open()) {
        byte[] jpeg =
            codec.encode(pixels.rgb(), pixels.width(), pixels.height(), pixels.channels(), PROFILE);
        return new Picture("image/jpeg", jpeg);
      }
    }
    return new Picture("image/png", png(pixels, pixels.valid()));
  }

  private static byte[] png(Pixels pixels, byte[] valid) {
    int[] argb = new int[valid.length];
    byte[] rgb = pixels.rgb();
    int channels = pixels.channels();
    for (int i = 0; i < argb.length; i++) {
      if (valid[i] != 0) {
        int red = rgb[i * channels] & 0xff;
        int green = channels == 3 ? rgb[i * 3 + 1] & 0xff : red;
        int blue = channels == 3 ? rgb[i * 3 + 2] & 0xff : red;
        argb[i] = 0xff000000 | red << 16 | green << 8 | blue;
      }
    }
    BufferedImage image =
        new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, pixels.width(), pixels.height(), argb, 0, pixels.width());
    ByteArrayOutputStream out = new ByteArrayOutputStream(64 << 10);
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
