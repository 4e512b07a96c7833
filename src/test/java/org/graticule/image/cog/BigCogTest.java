package org.graticule.image.cog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.graticule.fault.Fault;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.image.codec.JpegCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pyramids beyond four gigabytes, without writing four gigabytes. */
final class BigCogTest {
  @TempDir Path folder;

  @Test
  void aPyramidAboveTheLimitHasEightByteOffsetsAndReadsTheSame() throws Exception {
    Path classic = write("classic.tif", Long.MAX_VALUE);
    Path big = write("big.tif", 0);
    assertThat(Files.readAllBytes(classic)[2]).isEqualTo((byte) 42);
    assertThat(Files.readAllBytes(big)[2]).isEqualTo((byte) 43);
    Process gdal =
        new ProcessBuilder("gdalinfo", "-checksum", big.toString())
            .redirectErrorStream(true)
            .start();
    assertThat(new String(gdal.getInputStream().readAllBytes()))
        .contains("Size is 700, 500")
        .doesNotContain("ERROR");
    try (CogReader one = CogReader.open(classic);
        CogReader two = CogReader.open(big)) {
      assertThat(two.jpeg(1, 1, 0))
          .hasValueSatisfying(jpeg -> assertThat(jpeg).isEqualTo(unchecked(one)));
      assertThat(two.range(1, 0, 0)).isEmpty();
      assertThat(two.valid(1, 0, 0)).containsOnly(0);
    }
  }

  @Test
  void aTiffThatIsNoPyramidOfOursIsRefused() {
    Fault fault =
        catchThrowableOfType(
            Fault.class,
            () ->
                CogReader.open(
                    Path.of("fixtures", "hazards", "read-tiles-deflate-predictor2.tif")));
    assertThat(fault.getMessage()).contains("Compression (259)");
  }

  private static byte[] unchecked(CogReader cog) {
    try {
      return cog.jpeg(1, 1, 0).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path write(String name, long limit) throws Exception {
    TileProfile profile = TileProfile.named("default");
    TilePyramid pyramid = TilePyramid.of(new PixelGrid(700, 500));
    byte[] gray = new byte[512 * 512];
    Arrays.fill(gray, (byte) 77);
    Path file = folder.resolve(name);
    try (JpegCodec codec = JpegCodec.open();
        CogWriter writer = new CogWriter(folder, pyramid, 1, profile, GeoTags.none())) {
      byte[] jpeg = codec.encode(gray, 512, 512, 1, profile);
      writer.append(1, null, null);
      writer.append(1, jpeg, null);
      writer.append(0, jpeg, null);
      writer.finish(file, limit);
    }
    return file;
  }
}
