package org.graticule.image.cog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.graticule.geo.TileProfile;
import org.graticule.image.DecoderProcess.Limits;
import org.graticule.image.Ingest;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.synthetic.SyntheticGeoTiff;
import org.graticule.image.synthetic.SyntheticScene;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tiles of a pyramid as an ingest makes it, and quarters of them. */
final class JpegPartsTest {
  private static final int SIDE = 256;

  @TempDir static Path folder;

  @BeforeAll
  static void ingest() throws IOException {
    Path image = folder.resolve("image.tif");
    SyntheticGeoTiff.write(
        image, SyntheticScene.plan(3, 700, 600), SyntheticGeoTiff.Options.plain(), done -> {});
    new Ingest(TileProfile.named("default"), new Limits(256, Duration.ofMinutes(5), 2))
        .run(
            image,
            "0".repeat(64),
            List.of(),
            Files.createDirectory(folder.resolve("out")),
            (phase, share) -> {});
  }

  private static CogReader pyramid() throws IOException {
    return CogReader.open(folder.resolve("out/display.tif"));
  }

  @Test
  void aQuarterOfATileDecodedAloneIsThatQuarterOfTheTile() throws IOException {
    try (CogReader reader = pyramid();
        JpegCodec codec = JpegCodec.open()) {
      assertThat(reader.partSize()).isEqualTo(SIDE);
      int z = reader.pyramid().maxZoom();
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 2; x++) {
          byte[] part = reader.part(z, 2 + x, y, codec).orElseThrow().pixels();
          byte[] tile = reader.tile(z, 1, 0, codec).orElseThrow().pixels();
          // Colour is smoothed between coding units, which an edge has on one side only.
          int edge = 2;
          for (int row = edge; row < SIDE - edge; row++) {
            int from = ((y * SIDE + row) * 512 + x * SIDE + edge) * 3;
            int at = (row * SIDE + edge) * 3;
            int length = (SIDE - 2 * edge) * 3;
            assertThat(Arrays.mismatch(part, at, at + length, tile, from, from + length))
                .as("row %d of part %d, %d", row, x, y)
                .isEqualTo(-1);
          }
        }
      }
    }
  }

  @Test
  void markersMakeATileLongerByLessThanOneInFifty() throws IOException {
    try (CogReader reader = pyramid()) {
      byte[] jpeg = reader.jpeg(0, 0, 0).orElseThrow();
      int markers = 0;
      for (int i = 0; i < jpeg.length - 1; i++) {
        markers += jpeg[i] == -1 && (jpeg[i + 1] & 0xf8) == 0xd0 ? 1 : 0;
      }
      assertThat(markers).isEqualTo(63);
      assertThat(jpeg.length).isGreaterThan(50 * 4 * markers);
    }
  }

  @Test
  void whatIsCutShortOrGarbledIsNotCut() throws IOException {
    try (CogReader reader = pyramid()) {
      byte[] jpeg = reader.jpeg(0, 0, 0).orElseThrow();
      for (int length = 2; length < jpeg.length; length += 1 + length / 50) {
        assertThat(JpegParts.of(Arrays.copyOf(jpeg, length), 512))
            .as("length %d", length)
            .isEmpty();
      }
      Random random = new Random(1);
      for (int i = 0; i < 2000; i++) {
        byte[] garbled = jpeg.clone();
        garbled[random.nextInt(Math.min(1000, jpeg.length))] = (byte) random.nextInt();
        JpegParts.of(garbled, 512).filter(p -> p.fit(SIDE)).ifPresent(p -> p.part(0, 0, SIDE));
      }
    }
  }
}
