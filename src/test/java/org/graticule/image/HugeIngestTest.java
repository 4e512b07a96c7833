package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.cog.CogReader;
import org.graticule.image.cog.CogReader.Tile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images whose offsets do not fit 32 bits, and the memory they take. */
final class HugeIngestTest {
  @TempDir Path folder;

  @Test
  void tilesBeyondFourGigabytesAreRead() throws Exception {
    HugeTiff huge = new HugeTiff(40_000, List.of(0, 79 * 40 + 3, 79 * 79 - 1));
    Path file = folder.resolve("huge.tif");
    huge.write(file);
    assertThat(huge.bytes()).isGreaterThan(1L << 32);
    try (ImageSource source = ImageFormats.of(file).open(file, List.of());
        ImageSource.WindowReader reader = source.reader()) {
      Samples samples = new Samples(source.sampleType(), source.bands());
      for (int tile : huge.filled()) {
        int x = tile % 79 * HugeTiff.TILE;
        int y = tile / 79 * HugeTiff.TILE;
        reader.read(x, y, 64, 64, samples);
        assertThat(samples.value(0)).isEqualTo(huge.value(tile));
        assertThat(samples.value(64 * 64 * 3 - 1)).isEqualTo(huge.value(tile));
      }
    }
  }

  @Test
  @Tag("long")
  void tenGigabytesAreIngestedWithinHalfAGigabyteOfHeap() throws Exception {
    HugeTiff huge = new HugeTiff(60_000, List.of(0, 5000, 9000, 118 * 118 - 1));
    Path file = folder.resolve("huge.tif");
    huge.write(file);
    assertThat(huge.bytes()).isGreaterThan(10_000_000_000L);
    Path out = Files.createDirectory(folder.resolve("out"));
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                absolute(System.getProperty("java.class.path")),
                HugeIngest.class.getName(),
                file.toString(),
                out.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(server.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(server.waitFor()).as(said).isZero();
    String[] numbers = said.strip().split("\n")[0].split(" ");
    System.out.printf("%d bytes: server, decoder (KiB), ms: %s%n", huge.bytes(), said.strip());
    assertThat(Long.parseLong(numbers[0])).as("KiB of the server").isLessThan(768 << 10);
    assertThat(Long.parseLong(numbers[1])).as("KiB of the decoder").isLessThan(768 << 10);
    try (CogReader cog = CogReader.open(out.resolve("display.tif"));
        JpegCodec codec = JpegCodec.open()) {
      for (int tile : huge.filled()) {
        Tile read = cog.tile(cog.pyramid().maxZoom(), tile % 118, tile / 118, codec).orElseThrow();
        assertThat(read.pixels()[0] & 0xff).isCloseTo(huge.value(tile), within(2));
      }
    }
  }

  private static String absolute(String paths) {
    return String.join(
        File.pathSeparator,
        List.of(paths.split(File.pathSeparator)).stream()
            .map(path -> Path.of(path).toAbsolutePath().toString())
            .toList());
  }
}
