package org.graticule.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import org.graticule.dataset.ScenePixels.Picture;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess;
import org.graticule.image.Ingest;
import org.graticule.image.Sha256;
import org.graticule.image.store.ByteSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CogPixelsTest {
  private static final int WIDTH = 1300;
  private static final int HEIGHT = 800;

  @Test
  void windowsShowThePixelsOfTheirPlaceAndBlackWhereMasked(@TempDir Path folder) throws Exception {
    Path original = folder.resolve("gradient.tif");
    Reader.run("gradient.py", original, WIDTH, HEIGHT);
    new Ingest(TileProfile.named("default"), DecoderProcess.Limits.standard())
        .run(
            original,
            Sha256.of(original),
            List.of(),
            folder.resolve("pyramid"),
            (phase, done) -> {});

    Path pyramid = folder.resolve("pyramid").resolve(Ingest.displayName());
    try (CogPixels pixels = CogPixels.open(ByteSource.open(pyramid))) {
      for (Chip chip : new Chips(WIDTH, HEIGHT, 300, 40)) {
        Picture picture = pixels.read(chip.x(), chip.y(), chip.width(), chip.height());
        assertThat(picture.channels()).isEqualTo(3);
        for (int y = 0; y < chip.height(); y += 7) {
          for (int x = 0; x < chip.width(); x += 7) {
            check(picture, x, y, chip.x() + x, chip.y() + y);
          }
        }
        int columns = Math.clamp(900 - chip.x(), 0, chip.width());
        int rows = Math.clamp(chip.y() + chip.height() - 100, 0, chip.height());
        assertThat(picture.validFraction())
            .isEqualTo((double) columns * rows / (chip.width() * chip.height()));
      }
    }
  }

  private static void check(Picture picture, int x, int y, int sceneX, int sceneY) {
    int at = (y * picture.width() + x) * 3;
    boolean valid = sceneY >= 100 && sceneX < 900;
    int[] expected = valid ? new int[] {sceneX / 8, sceneY / 8, 64} : new int[3];
    for (int channel = 0; channel < 3; channel++) {
      assertThat(picture.pixels()[at + channel] & 0xff)
          .as("channel %d at %d, %d", channel, sceneX, sceneY)
          .isCloseTo(expected[channel], within(valid ? 12 : 0));
    }
  }
}
