package org.graticule.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.graticule.dataset.Reader;
import org.graticule.geo.PixelGrid;
import org.graticule.geo.TileProfile;
import org.graticule.geo.TilePyramid;
import org.graticule.image.codec.JpegCodec;
import org.graticule.image.cog.CogReader;
import org.graticule.image.cog.CogReader.Range;
import org.graticule.image.cog.CogReader.Tile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the tiles of a pyramid are, held against the image they came from. */
final class PyramidTest {
  private static final TileProfile PROFILE = TileProfile.named("default");

  @TempDir Path folder;

  @Test
  void everyTileOfTheFinestLevelIsTheCropOfItsWindow() throws Exception {
    Path original = Synthetic.rgb(folder.resolve("image.tif"), 1300, 1100);
    ingest(original, PROFILE);
    try (CogReader cog = CogReader.open(folder.resolve("display.tif"));
        JpegCodec codec = JpegCodec.open();
        ImageSource source = ImageFormats.of(original).open(original, List.of());
        ImageSource.WindowReader reader = source.reader()) {
      TilePyramid pyramid = cog.pyramid();
      Samples samples = new Samples(SampleType.UINT8, 3);
      for (int y = 0; y < pyramid.rows(2); y++) {
        for (int x = 0; x < pyramid.columns(2); x++) {
          TilePyramid.Window w = pyramid.window(2, x, y);
          reader.read(w.x(), w.y(), w.width(), w.height(), samples);
          Tile tile = cog.tile(2, x, y, codec).orElseThrow();
          assertThat(meanDifference(tile, samples.bytes(), w.width(), w.height()))
              .as("tile %d, %d", x, y)
              .isLessThan(4);
        }
      }
    }
  }

  @Test
  void aCoarserLevelIsTheAverageOfTheFinerOne() throws Exception {
    ingest(Synthetic.rgb(folder.resolve("image.tif"), 1300, 1101), PROFILE);
    try (CogReader cog = CogReader.open(folder.resolve("display.tif"));
        JpegCodec codec = JpegCodec.open()) {
      Tile fine = cog.tile(1, 0, 0, codec).orElseThrow();
      Tile coarse = cog.tile(0, 0, 0, codec).orElseThrow();
      byte[] averaged = new byte[256 * 256 * 3];
      for (int i = 0; i < averaged.length; i++) {
        int k = i % 3;
        int x = i / 3 % 256 * 2;
        int y = i / 3 / 256 * 2;
        int sum = 0;
        for (int d = 0; d < 4; d++) {
          sum += fine.pixels()[((y + d / 2) * 512 + x + d % 2) * 3 + k] & 0xff;
        }
        averaged[i] = (byte) (sum / 4);
      }
      assertThat(meanDifference(coarse, averaged, 256, 256)).isLessThan(4);
    }
  }

  @Test
  void blocksThatAreLeftOutAreTheSameAsBlocksWithoutData() throws Exception {
    Path full = folder.resolve("full.tif");
    Path sparse = folder.resolve("sparse.tif");
    Reader.run("islands.py", full, sparse);
    assertThat(Files.size(sparse)).isLessThan(Files.size(full));
    List<byte[]> pyramids = new ArrayList<>();
    for (Path image : List.of(full, sparse)) {
      ingest(image, PROFILE);
      pyramids.add(Files.readAllBytes(folder.resolve("display.tif")));
      pyramids.add(Files.readAllBytes(folder.resolve(IngestRun.ANALYTIC)));
    }
    assertThat(pyramids.get(2)).isEqualTo(pyramids.get(0));
    assertThat(pyramids.get(3)).isEqualTo(pyramids.get(1));
  }

  @Test
  void aTileIsAWholeJpegAndTheCoarsestComesFirst() throws Exception {
    ingest(Synthetic.rgb(folder.resolve("image.tif"), 1300, 1100), PROFILE);
    try (CogReader cog = CogReader.open(folder.resolve("display.tif"))) {
      long end = 0;
      for (int z = 0; z < cog.pyramid().levels(); z++) {
        for (int y = 0; y < cog.pyramid().rows(z); y++) {
          for (int x = 0; x < cog.pyramid().columns(z); x++) {
            Range range = cog.range(z, x, y).orElseThrow();
            assertThat(range.offset()).isGreaterThanOrEqualTo(end);
            end = range.offset() + range.length();
            byte[] jpeg = cog.jpeg(z, x, y).orElseThrow();
            assertThat(HexFormat.of().formatHex(jpeg)).startsWith("ffd8ffe0").endsWith("ffd9");
          }
        }
      }
      assertThat(end).isEqualTo(cog.length());
      assertThat(cog.masked()).isFalse();
    }
  }

  @Test
  void noDarkFringeRunsAlongMaskedPixels() throws Exception {
    Strip strip = new Strip(512, 512, 3);
    byte[] known = strip.makeValid();
    for (int i = 0; i < 512 * 512; i++) {
      boolean valid = i % 512 + i / 512 < 500;
      known[i] = (byte) (valid ? 1 : 0);
      for (int k = 0; k < 3 && valid; k++) {
        strip.pixels()[3 * i + k] = (byte) 200;
      }
    }
    TileCut cut = new TileCut(512, 3);
    cut.take(strip, new TilePyramid.Window(0, 0, 512, 512));
    try (JpegCodec codec = JpegCodec.open()) {
      byte[] jpeg = codec.encode(cut.filled(), 512, 512, 3, PROFILE);
      byte[] back = codec.decode(jpeg, 512, 512, 3);
      for (int i = 0; i < 512 * 512; i++) {
        if (known[i] != 0) {
          assertThat(back[3 * i + 1] & 0xff).isBetween(198, 202);
        }
      }
    }
  }

  @Test
  void halvingLeavesMaskedPixelsOutOfTheAverage() {
    byte[] pixels = {10, 90, 7, 30, 50, 9};
    Strip fine = new Strip(3, 2, 1, pixels, new byte[] {1, 0, 1, 1, 1, 0});
    Strip coarse = new Strip(2, 1, 1);
    new Halving(fine, coarse).apply(new TilePyramid.Window(0, 0, 3, 2), 0, 0);
    assertThat(coarse.pixels()).containsExactly(30, 7);
    assertThat(coarse.valid()).isNull();
    coarse.clear();
    new Halving(fine, coarse).apply(new TilePyramid.Window(0, 1, 3, 1), 0, 0);
    assertThat(coarse.pixels()).containsExactly(40, 0);
    assertThat(coarse.valid()).containsExactly(1, 0);
  }

  /** Eight bytes at a time or one by one: the same. */
  @Test
  void halvingIsTheSameWithAndWithoutAMaskOfValidPixels() {
    Random random = new Random(3);
    for (int channels : new int[] {1, 3}) {
      for (int width = 1; width < 24; width++) {
        byte[] pixels = new byte[30 * 5 * channels];
        random.nextBytes(pixels);
        byte[] valid = new byte[30 * 5];
        Arrays.fill(valid, (byte) 1);
        Strip plain = new Strip(15, 3, channels);
        Strip masked = new Strip(15, 3, channels);
        TilePyramid.Window part = new TilePyramid.Window(4, 0, width, 5);
        new Halving(new Strip(30, 5, channels, pixels, null), plain).apply(part, 2, 0);
        new Halving(new Strip(30, 5, channels, pixels, valid), masked).apply(part, 2, 0);
        assertThat(plain.pixels()).as("%d columns", width).isEqualTo(masked.pixels());
        assertThat(plain.valid()).isNull();
      }
    }
  }

  @Test
  void fullChromaKeepsSmallRedThingsRed() {
    byte[] pixels = new byte[64 * 64 * 3];
    for (int i = 0; i < 64 * 64; i += 2) {
      pixels[3 * i] = (byte) 220;
    }
    TileProfile full = new TileProfile("full", 512, "jpeg", 95, TileProfile.Chroma.FULL);
    TileProfile quarter = new TileProfile("quarter", 512, "jpeg", 95, TileProfile.Chroma.QUARTER);
    try (JpegCodec codec = JpegCodec.open()) {
      byte[] crisp = codec.decode(codec.encode(pixels, 64, 64, 3, full), 64, 64, 3);
      byte[] smeared = codec.decode(codec.encode(pixels, 64, 64, 3, quarter), 64, 64, 3);
      assertThat(crisp[3 * 2000] & 0xff).isGreaterThan(205);
      assertThat(smeared[3 * 2000] & 0xff).isLessThan(180);
    }
  }

  @Test
  void oneReaderServesManyThreads() throws Exception {
    ingest(Synthetic.rgb(folder.resolve("image.tif"), 1300, 1100), PROFILE);
    try (CogReader cog = CogReader.open(folder.resolve("display.tif"));
        var threads = Executors.newFixedThreadPool(8)) {
      byte[] alone = cog.jpeg(1, 0, 0).orElseThrow();
      List<Callable<byte[]>> calls = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        calls.add(() -> cog.jpeg(1, 0, 0).orElseThrow());
      }
      for (var together : threads.invokeAll(calls)) {
        assertThat(together.get()).isEqualTo(alone);
      }
    }
  }

  @Test
  void windowsDoNotDependOnWhereTheyAreCut() throws Exception {
    for (String name : List.of("read-tiles-jpeg-rgba", "read-strips-lzw-predictor2")) {
      Path file = Path.of("fixtures", "hazards", name + ".tif");
      try (ImageSource source = ImageFormats.of(file).open(file, List.of());
          ImageSource.WindowReader reader = source.reader()) {
        PixelGrid grid = source.grid();
        Samples all = new Samples(SampleType.UINT8, source.bands());
        reader.read(0, 0, grid.width(), grid.height(), all);
        Samples part = new Samples(SampleType.UINT8, source.bands());
        for (int y = 3; y < 40; y += 7) {
          reader.read(y, y, 21, 5, part);
          for (int i = 0; i < 21 * 5; i++) {
            int whole = (y + i / 21) * grid.width() + y + i % 21;
            for (int band = 0; band < source.bands(); band++) {
              assertThat(part.value(i * source.bands() + band))
                  .isEqualTo(all.value(whole * source.bands() + band));
            }
          }
        }
      }
    }
  }

  private SceneFacts ingest(Path original, TileProfile profile) throws IOException {
    SceneFacts facts =
        new IngestRun(profile, 2, (phase, share) -> {}).run(original, List.of(), folder);
    assertThat(facts.levels()).isEqualTo(3);
    assertThat(Files.exists(folder.resolve(IngestRun.PART))).isFalse();
    return facts;
  }

  private static double meanDifference(Tile tile, byte[] expected, int width, int height) {
    long sum = 0;
    for (int y = 0; y < height; y++) {
      for (int i = 0; i < width * 3; i++) {
        int ours = tile.pixels()[y * tile.size() * 3 + i] & 0xff;
        sum += Math.abs(ours - (expected[y * width * 3 + i] & 0xff));
      }
    }
    return (double) sum / (width * height * 3);
  }
}
