package org.graticule.image.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class SyntheticGoldenTest {
  private static final Path GOLDEN = Path.of("fixtures", "golden", "synthetic-256.png");

  /**
   * Floating point must give the same bytes on every machine; {@code -Dbless} accepts a new look.
   */
  @Test
  void pixelsAreTheSameOnEveryMachine() throws IOException {
    Renderer.Piece tile = new Renderer(SyntheticScene.plan(5, 1024, 1024), Samples.RGB8).tile(0, 0);
    BufferedImage crop = new BufferedImage(256, 256, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 256; x++) {
        int k = 3 * ((y + 420) * tile.width() + x + 340);
        byte[] p = tile.pixels();
        crop.setRGB(x, y, (p[k] & 0xFF) << 16 | (p[k + 1] & 0xFF) << 8 | p[k + 2] & 0xFF);
      }
    }
    if (Boolean.getBoolean("bless")) {
      Files.createDirectories(GOLDEN.getParent());
      ImageIO.write(crop, "png", GOLDEN.toFile());
    }
    BufferedImage golden = ImageIO.read(GOLDEN.toFile());
    int[] expected = golden.getRGB(0, 0, 256, 256, null, 0, 256);
    assertThat(crop.getRGB(0, 0, 256, 256, null, 0, 256)).isEqualTo(expected);
  }
}
